package dev.mxray.check.dkim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Public keys as they stand in a p= tag, made once with OpenSSL or built here. */
public final class TestKeys {
  public static final BigInteger F4 = BigInteger.valueOf(65_537);

  public static final String RSA_512 =
      "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALRFkVLvYmu3s94gIQfH2XdzefIpFRQxsD62qukG4bjCSNEc"
          + "fhzKw+mrFDQbX5LHdvgvYsT5FJhbXk6y9xTSL+ECAwEAAQ==";

  public static final String RSA_1024 =
      "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDMFEHNm7NB4RUwobYkvbyTe5QB6jrSsYtcCqiNjzWn"
          + "Vx9PfZkXZpwa4f0WQQMKqpFbHLNSP6IF+DcPOkiHr8cW7Q1zerGZ4G19bgJEIFsvpC9GneocGaPAc4/Q"
          + "Dg5CxXo+EqyZLdCA852Nq6CBuo6vCfsIqfrKzp0rIPKLaw8ayQIDAQAB";

  public static final String RSA_2048 =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwwGZHikngZ7PZsJfq7j/gPoV/CO7GXHw+k2p"
          + "jjlGKDfWZFgIQPWSvT/vPAQ+GJyg2D71EgCMgG3K4pgXrc9B9NnDjEbmK5a4t+PdCH4hd0fmo6KYQ70F"
          + "uC8J4oPmtbmJQ9YFoBcYsNoHiZrTbzK7dAdvnNXuAtSFq7TU4iyTEADQItePhlYH3cEqElFZ5YRpdEn+"
          + "DibvyPV2OAdzWUBCJggOR1yx6GqX6zzmY+RslWmp9xVUeyJBifzj7PgKhFZs9yzKk40hFeAKvS1cu3u5"
          + "hgSG0BdQIsZ695CSJZQRTDBRBzCV9FyqwFvOE1wPDNMyZ9lrUMl26DNV7qMBxamFRwIDAQAB";

  public static final String RSA_2048_OTHER =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu3R7HEMGXSINv1DiJE5zYupbXwFOy2pGHx8o"
          + "txA2nUa3k1wBoFbRGzPnHcOuYHpKXwpFbMCnSH3kt2sWKbrwLKGjIEEc7zPlp108mirTOKrkH4z1tZuj"
          + "8jcKHjhyOggGvCW9sbmpLl8NyMSzDlU8DlHM96dRel1oEIunqlAZXqE677A9FJeaiMkrmnKNCkY9t761"
          + "XCe40Q+1IX0ioenz+yA4UVbapqOIQ0Xl32UeEM9wFeD9oq96vXaAjX39+gr8xt4XfoxEnafdE3FLWd5S"
          + "dBrqd90HfxkI2PfgN7z6h3WK0zPDKIPUQZiYfvORpftAYjwCQkAhL244DtRzGH8lUwIDAQAB";

  public static final String ED25519 = "nrXw31Q+nAO498h0yU9P1x2BsacXRhE795hGpRH9wTY=";

  private TestKeys() {}

  /** A key with this modulus and exponent, whatever they are. */
  public static String rsa(BigInteger modulus, BigInteger exponent) {
    try {
      var info =
          new SubjectPublicKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              new RSAPublicKey(modulus, exponent));
      return Base64.getEncoder().encodeToString(info.getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modulus of a key. */
  public static BigInteger modulus(String key) {
    try {
      var info = SubjectPublicKeyInfo.getInstance(Base64.getDecoder().decode(key));
      return RSAPublicKey.getInstance(info.parsePublicKey()).getModulus();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 2048 bits whose primes differ only in their lower half's end. */
  public static BigInteger closePrimes() {
    BigInteger p = BigInteger.probablePrime(1024, new Random(1)).setBit(1022).nextProbablePrime();
    return p.multiply(p.add(BigInteger.TWO.pow(400)).nextProbablePrime());
  }

  /** 2048 bits built as Infineon's library did: both factors are k * M + (65537^a mod M). */
  public static BigInteger roca() {
    BigInteger primorial = BigInteger.ONE;
    BigInteger prime = BigInteger.TWO;
    for (int i = 0; i < 126; i++) {
      primorial = primorial.multiply(prime);
      prime = prime.nextProbablePrime();
    }
    var random = new Random(2);
    return rocaPrime(primorial, random).multiply(rocaPrime(primorial, random));
  }

  private static BigInteger rocaPrime(BigInteger primorial, Random random) {
    while (true) {
      BigInteger power = F4.modPow(BigInteger.valueOf(random.nextInt(1 << 30)), primorial);
      BigInteger k = new BigInteger(1024 - primorial.bitLength(), random).setBit(52).setBit(51);
      BigInteger candidate = k.multiply(primorial).add(power);
      if (candidate.isProbablePrime(20)) {
        return candidate;
      }
    }
  }

  /** A TXT record's data in a zone file, split into strings of 255 octets. */
  public static String txt(String text) {
    var out = new StringBuilder("TXT");
    for (int i = 0; i < text.length(); i += 255) {
      String part = text.substring(i, Math.min(text.length(), i + 255));
      out.append(" \"").append(part.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return out.toString();
  }
}
