package dev.mxray.service;

import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import dev.mxray.finding.Section;
import dev.mxray.report.Printable;
import dev.mxray.scan.ScanOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to be scanned.
 *
 * @param checks what is looked at
 * @param deadline after which the scan ends with what it has
 * @param tls how much is found out about TLS
 * @param language in which the findings are told, by ISO 639-1
 */
record ScanRequest(
    Domain domain, Set<Section> checks, Duration deadline, TlsDepth tls, String language) {
  /** Seconds that a client may wait for one scan. */
  static final int MAX_SECONDS = 120;

  private static final Set<String> FIELDS =
      Set.of("domain", "timeout", "checks", "tls", Languages.FIELD);
  private static final Set<String> OLDER_FIELDS = Set.of("domain", "timeout", Languages.FIELD);
  private static final int MAX_SHOWN = 40;

  /**
   * Reads the body of a request for a job.
   *
   * @param usual the language when it names none
   * @throws BadRequestException when it is not a JSON object with these fields
   */
  static ScanRequest read(@Nullable Buffer body, String usual) throws BadRequestException {
    JsonObject json = object(body);
    for (String field : json.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new BadRequestException(
            "unknown field '" + shown(field) + "'; known are domain, timeout, checks, tls, lang");
      }
    }
    return new ScanRequest(
        domain(json), checks(json), deadline(json), tls(json), language(json, usual));
  }

  /**
   * Reads the body as clients of the older toolkit send it: other fields are skipped.
   *
   * @param usual the language when it names none
   * @throws BadRequestException when it holds no domain, or one that cannot be scanned
   */
  static ScanRequest readOlder(@Nullable Buffer body, String usual) throws BadRequestException {
    JsonObject json = object(body);
    json.fieldNames().removeIf(field -> !OLDER_FIELDS.contains(field));
    return new ScanRequest(
        domain(json),
        ScanOptions.ALL_CHECKS,
        deadline(json),
        TlsDepth.BASIC,
        language(json, usual));
  }

  /** The options of the scan. */
  ScanOptions options(ScanOptions defaults) {
    return defaults
        .withChecks(checks)
        .withDeadline(deadline)
        .withSmtp(SmtpPlan.defaults().with(tls));
  }

  /** The JSON object that a body holds. */
  static JsonObject object(@Nullable Buffer body) throws BadRequestException {
    if (body == null || body.length() == 0) {
      throw new BadRequestException("the request has no body; send a JSON object");
    }
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw new BadRequestException("the body is not a JSON object");
    }
  }

  private static Domain domain(JsonObject json) throws BadRequestException {
    Object value = json.getValue("domain");
    if (value == null) {
      throw new BadRequestException("Domain parameter required");
    }
    if (!(value instanceof String text)) {
      throw new BadRequestException("domain is a string");
    }
    try {
      return Domain.parse(text);
    } catch (InvalidDomainException e) {
      throw new BadRequestException("domain: " + e.getMessage());
    }
  }

  private static Duration deadline(JsonObject json) throws BadRequestException {
    Object value = json.getValue("timeout");
    if (value == null) {
      return Duration.ofSeconds(ScanOptions.DEFAULT_TIMEOUT_SECONDS * 2L);
    }
    if (!(value instanceof Number number)
        || !(number.doubleValue() >= 1 && number.doubleValue() <= MAX_SECONDS)) {
      throw new BadRequestException("timeout is a number of seconds from 1 to " + MAX_SECONDS);
    }
    return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
  }

  private static Set<Section> checks(JsonObject json) throws BadRequestException {
    Object value = json.getValue("checks");
    if (value == null) {
      return ScanOptions.ALL_CHECKS;
    }
    if (!(value instanceof JsonArray array) || array.isEmpty()) {
      throw new BadRequestException("checks is a list of names of checks");
    }
    Set<Section> chosen = EnumSet.noneOf(Section.class);
    for (Object name : array) {
      chosen.add(check(name));
    }
    return chosen;
  }

  private static Section check(@Nullable Object name) throws BadRequestException {
    for (Section section : ScanOptions.ALL_CHECKS) {
      if (section.id().equals(name)) {
        return section;
      }
    }
    throw new BadRequestException(
        "checks: there is no check '" + shown(String.valueOf(name)) + "'");
  }

  private static TlsDepth tls(JsonObject json) throws BadRequestException {
    Object value = json.getValue("tls");
    if (value == null) {
      return TlsDepth.BASIC;
    }
    for (TlsDepth depth : TlsDepth.values()) {
      if (depth.name().toLowerCase(Locale.ROOT).equals(value)) {
        return depth;
      }
    }
    throw new BadRequestException("tls is none, basic or full");
  }

  private static String language(JsonObject json, String usual) throws BadRequestException {
    Object value = json.getValue(Languages.FIELD);
    return value == null ? usual : Languages.known(value);
  }

  private static String shown(String text) {
    return Printable.of(Printable.cut(text, MAX_SHOWN));
  }
}
