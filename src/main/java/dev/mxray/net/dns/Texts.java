package dev.mxray.net.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.xbill.DNS.Record;
import org.xbill.DNS.SPFRecord;
import org.xbill.DNS.TXTRecord;

/** The text of TXT-like records. */
public final class Texts {
  private Texts() {}

  /**
   * The character strings of a TXT or SPF record joined without anything between them (RFC 7208
   * §3.3, RFC 6376 §3.6.2.2). Every octet becomes the char of the same number, so nothing is lost;
   * the text is hostile input and must be escaped at every exit.
   */
  public static String joined(Record record) {
    var strings =
        record instanceof SPFRecord spf
            ? spf.getStringsAsByteArrays()
            : ((TXTRecord) record).getStringsAsByteArrays();
    var octets = new ByteArrayOutputStream();
    for (byte[] string : strings) {
      octets.writeBytes(string);
    }
    return octets.toString(StandardCharsets.ISO_8859_1);
  }
}
