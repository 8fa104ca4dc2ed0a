package dev.mxray.message;

import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;

/**
 * Judges 1,000 different messages of 20 kB, each with a signature by an RSA key of 2048 bits, one
 * after the other on one thread; see src/site/markdown/performance.md.
 *
 * <pre>java -cp target/mxray.jar src/bench/java/dev/mxray/message/MessageBenchmark.java</pre>
 */
public final class MessageBenchmark {
  private static final int MESSAGES = 1_000;
  private static final int OCTETS = 20_000;
  private static final int ROUNDS = 7;

  private MessageBenchmark() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair key = generator.generateKeyPair();
    byte[][] messages = new byte[MESSAGES][];
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] = message(key, i);
    }
    var check = new MessageCheck(client(key), Clock.systemUTC());
    for (int round = 1; round <= ROUNDS; round++) {
      long before = System.nanoTime();
      int passed = 0;
      for (byte[] message : messages) {
        MessageVerdict verdict =
            check
                .check(
                    MessageCheck.read(new ByteArrayInputStream(message)),
                    Envelope.unknown())
                .join();
        passed += verdict.dmarc().result() == DmarcVerdict.Result.PASS ? 1 : 0;
      }
      long millis = (System.nanoTime() - before) / 1_000_000;
      System.out.println("round " + round + ": " + passed + " passed in " + millis + " ms");
    }
  }

  private static byte[] message(KeyPair key, int number) throws Exception {
    var body = new StringBuilder();
    while (body.length() < OCTETS) {
      body.append("Message ").append(number).append(", line ").append(body.length());
      body.append(" of a text as people write it, more or less.\r\n");
    }
    String from = "from:alice@example.com\r\n";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(latin1(body.toString()));
    String field =
        "dkim-signature:v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from; bh="
            + Base64.getEncoder().encodeToString(hash)
            + "; b=";
    var signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(key.getPrivate());
    signer.update(latin1(from + field));
    String signature = Base64.getEncoder().encodeToString(signer.sign());
    return latin1(field + signature + "\r\n" + from + "\r\n" + body);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The key and the policy, at once; nothing else. */
  private static DnsClient client(KeyPair key) {
    String p = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
    Map<String, List<String>> texts =
        Map.of(
            "s1._domainkey.example.com",
            List.of("v=DKIM1; p=" + p.substring(0, 200), p.substring(200)),
            "_dmarc.example.com",
            List.of("v=DMARC1; p=reject"));
    return question -> CompletableFuture.completedFuture(answer(question, texts));
  }

  private static DnsAnswer answer(Question question, Map<String, List<String>> texts) {
    List<String> found = texts.get(question.name());
    if (found == null) {
      return new DnsAnswer(
          question, DnsAnswer.Status.NODATA, List.of(), List.of(), 0, List.of(), null, 0);
    }
    Name name = Name.fromConstantString(question.name() + ".");
    return new DnsAnswer(
        question,
        DnsAnswer.Status.FOUND,
        List.of(new TXTRecord(name, DClass.IN, 60, found)),
        List.of(),
        0,
        List.of(),
        null,
        0);
  }
}
