package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a collector wrote down of a certificate, {@code tls/<file>_info.txt}: the output of openssl,
 * and from our own collector key, signature and chain.
 */
record CertificateInfo(EvidenceFile file) {
  /** Where they lie. */
  static final String FOLDER = "tls/";

  private static final String SUFFIX = "_info.txt";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);

  private static final Pattern NAME = Pattern.compile("DNS:([^,\\s]{1,255})");

  /** Those in which openssl read a certificate. */
  static List<CertificateInfo> all(Evidence evidence) {
    return evidence.under(FOLDER).stream()
        .filter(file -> file.path().endsWith(SUFFIX))
        .map(CertificateInfo::new)
        .filter(info -> info.subject().isPresent())
        .toList();
  }

  /** Where it stands. */
  String path() {
    return file.path();
  }

  /** A value and its line. */
  record Told(String value, Quote quote) {}

  private Optional<Told> told(String prefix) {
    return allTold(prefix).stream().findFirst();
  }

  private List<Told> allTold(String prefix) {
    return IntStream.rangeClosed(1, file.lines().size())
        .filter(line -> file.lines().get(line - 1).startsWith(prefix))
        .mapToObj(
            line ->
                new Told(
                    file.lines().get(line - 1).substring(prefix.length()).strip(),
                    file.quote(line)))
        .toList();
  }

  Optional<Told> subject() {
    return told("subject=").or(() -> told("subject ="));
  }

  Optional<Told> issuer() {
    return told("issuer=").or(() -> told("issuer ="));
  }

  boolean isSelfSigned() {
    return subject().isPresent()
        && issuer().isPresent()
        && subject().get().value.equals(issuer().get().value);
  }

  Optional<Told> signature() {
    return told("signature_algorithm:");
  }

  /** The signatures of the other certificates in the file that no authority itself made. */
  List<Told> chainSignatures() {
    List<Told> signatures = allTold("chain_signature_algorithm:");
    List<Told> subjects = allTold("chain_subject=");
    List<Told> issuers = allTold("chain_issuer=");
    var found = new ArrayList<Told>();
    for (int i = 0; i < signatures.size(); i++) {
      boolean root =
          i < subjects.size()
              && i < issuers.size()
              && subjects.get(i).value.equals(issuers.get(i).value);
      if (!root) {
        found.add(signatures.get(i));
      }
    }
    return found;
  }

  Optional<Told> keyAlgorithm() {
    return told("key_algorithm:");
  }

  Optional<Told> keyBits() {
    return told("key_bits:");
  }

  Optional<Told> certificatesInFile() {
    return told("certificates_in_file:");
  }

  Optional<Told> verification() {
    return told("chain_verify:");
  }

  Optional<Dated> notBefore() {
    return date("notBefore=");
  }

  Optional<Dated> notAfter() {
    return date("notAfter=");
  }

  /** A point in time and its line. */
  record Dated(Instant time, Quote quote) {}

  /** {@code notAfter=Sep 9 08:07:06 2026 GMT}; empty when it cannot be read. */
  private Optional<Dated> date(String prefix) {
    return told(prefix)
        .flatMap(
            told -> {
              String text = told.value.replaceAll("\\s+", " ").replaceFirst(" (GMT|UTC)$", "");
              try {
                return Optional.of(
                    new Dated(
                        LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC), told.quote));
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            });
  }

  /** The subject alternative names that are host names, in lower case. */
  List<String> names() {
    var names = new ArrayList<String>();
    for (String line : file.lines()) {
      Matcher name = NAME.matcher(line.length() > 50_000 ? line.substring(0, 50_000) : line);
      while (name.find()) {
        names.add(name.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** The line with the names, or the file where there is none. */
  Quote namesQuote() {
    return IntStream.rangeClosed(1, file.lines().size())
        .filter(line -> file.lines().get(line - 1).contains("DNS:"))
        .mapToObj(file::quote)
        .findFirst()
        .orElseGet(file::quote);
  }

  /** True when one of the names is this one, or a wildcard for its first label. */
  boolean isFor(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    String wildcard = dot < 0 ? "" : "*" + wanted.substring(dot);
    return names().stream().anyMatch(name -> name.equals(wanted) || name.equals(wildcard));
  }
}
