package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Postfix with one SMTP service, which throws all mail away. */
final class Postfix {
  static final String PROGRAM = "/usr/lib/postfix/sbin/master";

  private static final String SERVICES =
      """
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      tlsmgr unix - - n 1000? 1 tlsmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      verify unix - - n - 1 verify
      proxymap unix - - n - - proxymap
      error unix - - n - - error
      retry unix - - n - - error
      discard unix - - n - - discard
      anvil unix - - n - 1 anvil
      postlog unix-dgram n - n - 1 postlogd
      """;

  private final Path directory;
  private final int port = Daemon.freePort();

  private Postfix(Path directory) {
    this.directory = directory;
  }

  static Postfix in(Path directory) throws IOException {
    return new Postfix(Daemon.open(directory));
  }

  int port() {
    return port;
  }

  /**
   * Starts it as mx.example.com, which takes mail for postmaster and abuse at example.com.
   *
   * @param settings parameters in place of careful ones
   */
  Daemon start(LabCertificate certificate, Map<String, String> settings) throws IOException {
    queue();
    Path data = Files.createDirectories(directory.resolve("data"));
    owned(data, "postfix", "root", "rwx------");
    Files.writeString(
        directory.resolve("tls.pem"), Daemon.pem(certificate.key()) + certificate.pem());
    Files.writeString(directory.resolve("domains"), "example.com x\n");
    Files.writeString(
        directory.resolve("recipients"), "postmaster@example.com x\nabuse@example.com x\n");
    Files.writeString(
        directory.resolve("main.cf"),
        parameters(settings).entrySet().stream()
            .map(one -> one.getKey() + " = " + one.getValue() + "\n")
            .collect(Collectors.joining()));
    Files.writeString(
        directory.resolve("master.cf"),
        Daemon.ADDRESS + ":" + port + " inet n - n - - smtpd\n" + SERVICES);
    return Daemon.start(
        directory,
        Map.of("MAIL_CONFIG", directory.toString()),
        List.of(PROGRAM, "-c", directory.toString()),
        List.of(port));
  }

  private Map<String, String> parameters(Map<String, String> settings) {
    var parameters = new java.util.TreeMap<String, String>();
    parameters.put("compatibility_level", "3.6");
    parameters.put("queue_directory", directory.resolve("queue").toString());
    parameters.put("data_directory", directory.resolve("data").toString());
    parameters.put("config_directory", directory.toString());
    parameters.put("command_directory", "/usr/sbin");
    parameters.put("daemon_directory", "/usr/lib/postfix/sbin");
    parameters.put("maillog_file", directory.resolve("postfix.log").toString());
    parameters.put("maillog_file_prefixes", directory.toString());
    parameters.put("inet_protocols", "ipv4");
    parameters.put("inet_interfaces", "127.0.0.1");
    parameters.put("myhostname", "mx.example.com");
    parameters.put("mydestination", "");
    parameters.put("alias_maps", "");
    parameters.put("alias_database", "");
    parameters.put("mynetworks", "192.0.2.0/24");
    parameters.put("relay_domains", "texthash:" + directory.resolve("domains"));
    parameters.put("relay_recipient_maps", "texthash:" + directory.resolve("recipients"));
    parameters.put("default_transport", "discard:");
    parameters.put("relay_transport", "discard:");
    parameters.put("smtpd_relay_restrictions", "permit_mynetworks, reject_unauth_destination");
    parameters.put("smtpd_peername_lookup", "no");
    parameters.put("smtpd_helo_required", "yes");
    parameters.put("smtpd_banner", "$myhostname ESMTP Postfix");
    parameters.put("disable_vrfy_command", "yes");
    parameters.put("smtpd_tls_security_level", "may");
    parameters.put("smtpd_tls_chain_files", directory.resolve("tls.pem").toString());
    parameters.put("smtp_dns_support_level", "disabled");
    parameters.put("biff", "no");
    parameters.putAll(settings);
    return parameters;
  }

  private void queue() throws IOException {
    Path queue = Daemon.open(directory.resolve("queue"));
    for (String name :
        List.of(
            "active",
            "bounce",
            "corrupt",
            "defer",
            "deferred",
            "flush",
            "hold",
            "incoming",
            "private",
            "saved",
            "trace")) {
      owned(Files.createDirectories(queue.resolve(name)), "postfix", "root", "rwx------");
    }
    Daemon.open(queue.resolve("pid"));
    owned(Files.createDirectories(queue.resolve("maildrop")), "postfix", "postdrop", "rwx-wx---");
    owned(Files.createDirectories(queue.resolve("public")), "postfix", "postdrop", "rwx--x---");
  }

  private static void owned(Path path, String user, String group, String permissions)
      throws IOException {
    var principals = path.getFileSystem().getUserPrincipalLookupService();
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    view.setOwner(principals.lookupPrincipalByName(user));
    view.setGroup(principals.lookupPrincipalByGroupName(group));
    view.setPermissions(PosixFilePermissions.fromString(permissions));
  }
}
