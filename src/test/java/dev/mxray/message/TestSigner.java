package dev.mxray.message;

import dev.mxray.check.dkim.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs messages with nothing but the JDK and regular expressions, so that it shares no code with
 * what is tested. Messages are texts with CR LF.
 */
final class TestSigner {
  static final KeyPair RSA = rsa(2048);
  static final KeyPair RSA_1024 = rsa(1024);
  static final KeyPair RSA_768 = rsa(768);
  static final KeyPair ED25519 = pair("Ed25519", 255);

  private static KeyPair rsa(int bits) {
    return pair("RSA", bits);
  }

  private static KeyPair pair(String algorithm, int size) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String domain = "example.com";
  private String selector = "s1";
  private String algorithm = "rsa-sha256";
  private KeyPair key = RSA;
  private String form = "relaxed/relaxed";
  private String signed = "from:to:subject:date";
  private String more = "";
  private long limit = -1;

  TestSigner domain(String value) {
    domain = value;
    return this;
  }

  TestSigner selector(String value) {
    selector = value;
    return this;
  }

  TestSigner ed25519() {
    algorithm = "ed25519-sha256";
    key = ED25519;
    return this;
  }

  TestSigner key(KeyPair value) {
    key = value;
    return this;
  }

  TestSigner algorithm(String value) {
    algorithm = value;
    return this;
  }

  TestSigner form(String value) {
    form = value;
    return this;
  }

  TestSigner signed(String value) {
    signed = value;
    return this;
  }

  /** More tags, each with its semicolon before it: {@code ; t=1}. */
  TestSigner more(String value) {
    more = value;
    return this;
  }

  TestSigner limit(long value) {
    limit = value;
    return this;
  }

  /** The record of a key, as zone data. */
  static String record(KeyPair key) {
    byte[] octets = key.getPublic().getEncoded();
    boolean rsa = key.getPublic().getAlgorithm().equals("RSA");
    byte[] data = rsa ? octets : Arrays.copyOfRange(octets, octets.length - 32, octets.length);
    return TestKeys.txt(
        "v=DKIM1; k="
            + (rsa ? "rsa" : "ed25519")
            + "; p="
            + Base64.getEncoder().encodeToString(data));
  }

  /** The message with a signature on top. */
  String sign(String message) {
    return field(message, "DKIM-Signature", "v=1; ") + message;
  }

  /** An ARC-Message-Signature of the message. */
  String arcSignature(String message, int instance) {
    return field(message, "ARC-Message-Signature", "i=" + instance + "; ");
  }

  private String field(String message, String name, String first) {
    int split = message.indexOf("\r\n\r\n");
    String body = split < 0 ? "" : message.substring(split + 4);
    String[] forms = form.split("/");
    String canonical =
        forms.length > 1 && forms[1].equals("relaxed") ? relaxed(body) : simple(body);
    if (limit >= 0) {
      canonical = canonical.substring(0, (int) Math.min(limit, canonical.length()));
    }
    String field =
        name
            + ": "
            + first
            + "a="
            + algorithm
            + "; c="
            + form
            + "; d="
            + domain
            + "; s="
            + selector
            + more
            + (limit >= 0 ? "; l=" + limit : "")
            + ";\r\n h="
            + signed
            + ";\r\n bh="
            + base64(sha256(latin1(canonical)))
            + ";\r\n b=";
    var data = new StringBuilder();
    List<String> fields = fields(message);
    for (String wanted : signed.toLowerCase(Locale.ROOT).split(":")) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields
            .get(i)
            .toLowerCase(Locale.ROOT)
            .matches("(?s)" + wanted.strip() + "[ \\t]*:.*")) {
          data.append(header(fields.remove(i), forms[0])).append("\r\n");
          break;
        }
      }
    }
    data.append(header(field, forms[0]));
    return field + folded(base64(signature(latin1(data.toString())))) + "\r\n";
  }

  /** An ARC-Seal over what stands on top of a message, in the order in which it is sealed. */
  String seal(List<String> sets, int instance, String state) {
    String field =
        "ARC-Seal: i="
            + instance
            + "; a="
            + algorithm
            + "; cv="
            + state
            + "; d="
            + domain
            + "; s="
            + selector
            + "; t=1700000000; b=";
    var data = new StringBuilder();
    for (String one : sets) {
      data.append(header(one.replaceAll("\r\n$", ""), "relaxed")).append("\r\n");
    }
    data.append(header(field, "relaxed"));
    return field + folded(base64(signature(latin1(data.toString())))) + "\r\n";
  }

  private static List<String> fields(String message) {
    String header = message.split("\r\n\r\n", 2)[0].replaceAll("\r\n$", "");
    return new ArrayList<>(List.of(header.split("\r\n(?![ \\t])")));
  }

  private static String header(String field, String form) {
    if (!form.equals("relaxed")) {
      return field;
    }
    String[] parts = field.split(":", 2);
    String value = parts[1].replace("\r\n", "").replaceAll("[ \\t]+", " ").strip();
    return parts[0].strip().toLowerCase(Locale.ROOT) + ":" + value;
  }

  private static String simple(String body) {
    return body.replaceAll("(\r\n)*$", "") + "\r\n";
  }

  private static String relaxed(String body) {
    String text = body.replaceAll("[ \\t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll(" $", "");
    text = text.replaceAll("(\r\n)*$", "");
    return text.isEmpty() ? "" : text + "\r\n";
  }

  private byte[] signature(byte[] data) {
    try {
      boolean rsa = key.getPrivate().getAlgorithm().equals("RSA");
      var signer =
          Signature.getInstance(
              rsa ? algorithm.endsWith("sha1") ? "SHA1withRSA" : "SHA256withRSA" : "Ed25519");
      signer.initSign(key.getPrivate());
      signer.update(rsa ? data : sha256(data));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static String folded(String text) {
    return text.replaceAll("(.{60})(?=.)", "$1\r\n  ");
  }
}
