package dev.mxray.check.tls;

import dev.mxray.observe.Observed.Unknown;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version that a server accepts, for tests; everything in it was asked for. */
final class Accepted {
  private static final List<String> ALL =
      List.of("SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final String id;
  private List<String> suites = List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  private List<String> groups = List.of("x25519");
  private int field;
  private @Nullable Boolean preference = false;
  private boolean compression;
  private boolean renegotiation = true;

  private Accepted(String id) {
    this.id = id;
  }

  static Accepted version(String id) {
    return new Accepted(id);
  }

  static Accepted tls12() {
    return new Accepted("TLSv1.2");
  }

  static Accepted tls13() {
    return new Accepted("TLSv1.3").suites("TLS_AES_256_GCM_SHA384");
  }

  Accepted suites(String... names) {
    suites = List.of(names);
    return this;
  }

  Accepted groups(String... names) {
    groups = List.of(names);
    return this;
  }

  Accepted field(int bits) {
    field = bits;
    return this;
  }

  Accepted serverPreference() {
    preference = true;
    return this;
  }

  Accepted compression(boolean value) {
    compression = value;
    return this;
  }

  Accepted renegotiation(boolean value) {
    renegotiation = value;
    return this;
  }

  /** A server that accepts these, and has refused all others. */
  static AcceptedTls all(Accepted... versions) {
    return of(null, versions);
  }

  /** A server that accepts these, of which not everything could be asked. */
  static AcceptedTls some(Accepted... versions) {
    return of(new Unknown<>(Reason.CLOSED, "try versions", List.of()), versions);
  }

  private static AcceptedTls of(@Nullable Unknown<?> unseen, Accepted... versions) {
    var all = new ArrayList<AcceptedTls.Version>();
    for (String id : ALL) {
      Accepted accepted =
          Arrays.stream(versions).filter(one -> one.id.equals(id)).findFirst().orElse(null);
      all.add(accepted == null ? other(id, unseen == null ? false : null) : accepted.built());
    }
    return new AcceptedTls(all, List.of(), true, 7, unseen, null);
  }

  private AcceptedTls.Version built() {
    return new AcceptedTls.Version(
        id,
        true,
        suites,
        true,
        groups,
        true,
        List.of(),
        field,
        suites.get(0),
        preference,
        compression,
        renegotiation,
        true,
        true,
        true,
        true,
        false);
  }

  private static AcceptedTls.Version other(String id, @Nullable Boolean accepted) {
    return new AcceptedTls.Version(
        id,
        accepted,
        List.of(),
        accepted != null,
        List.of(),
        false,
        List.of(),
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
