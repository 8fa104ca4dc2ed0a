package dev.mxray.net.tls;

import dev.mxray.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A server of the implementation that most mail servers use, as a process. */
final class OpenSslServer implements AutoCloseable {
  private final Process process;
  private final int port;

  OpenSslServer(Path directory, TestCertificate certificate, List<String> options)
      throws IOException {
    this(directory, List.of(certificate), options);
  }

  /** With one certificate, or two. */
  OpenSslServer(Path directory, List<TestCertificate> certificates, List<String> options)
      throws IOException {
    var command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0"));
    String prefix = "-";
    for (TestCertificate certificate : certificates) {
      Path pem = Files.createTempFile(directory, "server", ".pem");
      Files.writeString(
          pem,
          pem("CERTIFICATE", certificate.der())
              + pem("PRIVATE KEY", certificate.keys().getPrivate().getEncoded()));
      command.addAll(List.of(prefix + "cert", pem.toString(), prefix + "key", pem.toString()));
      prefix = "-d";
    }
    command.addAll(options);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader(StandardCharsets.ISO_8859_1);
    port = listening(output);
    // A server whose words nobody reads comes to a stop.
    var reader = new Thread(() -> output.lines().forEach(line -> {}), "s_server");
    reader.setDaemon(true);
    reader.start();
  }

  static boolean isInstalled(String program, String... version) throws InterruptedException {
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of(version));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  /** The port on which {@code openssl s_server} says that it listens. */
  static int listening(BufferedReader output) throws IOException {
    var said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ACCEPT ")) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("openssl s_server: " + said);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
