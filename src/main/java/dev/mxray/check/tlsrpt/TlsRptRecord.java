package dev.mxray.check.tlsrpt;

import dev.mxray.check.mtasts.FieldList;
import dev.mxray.check.mtasts.FieldList.Fault;
import dev.mxray.check.mtasts.FieldList.Field;
import dev.mxray.domain.HttpsUri;
import dev.mxray.domain.MailAddress;
import dev.mxray.text.Sentence;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record that asks for reports (RFC 8460 §3).
 *
 * @param text as published
 * @param rua the destinations that senders can use, as published, in order
 * @param faults what senders cannot use of it
 */
public record TlsRptRecord(String text, List<String> rua, List<Fault> faults) {
  static final String VERSION = "v=TLSRPTv1";

  private static final String MAILTO = "mailto:";

  /** Destinations that are looked at; records have one or two. */
  private static final int MAX_URIS = 50;

  public TlsRptRecord {
    rua = List.copyOf(rua);
    faults = List.copyOf(faults);
  }

  /** True for a text that senders take for a record, whatever follows. */
  static boolean isRecord(String text) {
    return FieldList.isRecord(VERSION, text);
  }

  /** True for a text that was meant to be one, and that senders discard. */
  static boolean isNearly(String text) {
    return FieldList.isNearly(VERSION, text);
  }

  /** Reads a text, which need not be a record. */
  static TlsRptRecord parse(String text) {
    if (!isRecord(text)) {
      return new TlsRptRecord(
          text, List.of(), List.of(new Fault(text, 1, Sentence.of("mtasts.begin", VERSION))));
    }
    FieldList list = FieldList.parse(VERSION, text);
    List<Fault> faults = list.faultsBeside("rua");
    var usable = new ArrayList<String>();
    Optional<Field> rua = list.first("rua");
    if (rua.isEmpty()) {
      faults.add(new Fault("", text.length() + 1, Sentence.of("tlsrpt.no-rua")));
    } else {
      destinations(rua.get(), usable, faults);
    }
    return new TlsRptRecord(text, usable, faults);
  }

  private static void destinations(Field rua, List<String> usable, List<Fault> faults) {
    int position = rua.position() + "rua=".length();
    String[] entries = rua.value().split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      String begun = entries[i].replaceFirst("^[ \\t]+", "");
      String uri = begun.replaceFirst("[ \\t]+$", "");
      int at = position + entries[i].length() - begun.length();
      if (i >= MAX_URIS) {
        faults.add(new Fault(uri, at, Sentence.of("tlsrpt.too-many", MAX_URIS)));
        return;
      }
      Sentence wrong = wrong(uri);
      if (wrong == null) {
        usable.add(uri);
      } else {
        faults.add(new Fault(uri, at, wrong));
      }
      position += entries[i].length() + 1;
    }
  }

  /** Why a destination cannot be used; null when it can. */
  private static @Nullable Sentence wrong(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    if (lower.startsWith(MAILTO)) {
      String address = uri.substring(MAILTO.length()).split("\\?", 2)[0];
      return uri.indexOf('!') < 0 && decoded(address).flatMap(MailAddress::parse).isPresent()
          ? null
          : Sentence.of("tlsrpt.no-address");
    }
    if (lower.startsWith("https:")) {
      return uri.indexOf('!') < 0 && HttpsUri.parse(uri).isPresent()
          ? null
          : Sentence.of("tlsrpt.no-https");
    }
    return uri.isEmpty() ? Sentence.of("tlsrpt.empty") : Sentence.of("tlsrpt.scheme");
  }

  /** Percent-encoded octets as UTF-8 (RFC 6068 §2). */
  private static Optional<String> decoded(String text) {
    if (text.matches("(?s).*%(?![0-9A-Fa-f]{2}).*")) {
      return Optional.empty();
    }
    return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
