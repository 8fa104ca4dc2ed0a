package dev.mxray.net.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the answers to the hellos of one version show. Used by one chain of calls. */
final class Sightings {
  /** Different certificates of one server that are kept; it has one for each kind of key. */
  private static final int MAX_CHAINS = 6;

  private final TlsVersion version;
  private final CipherSuites names;
  private final Set<Integer> suites = new LinkedHashSet<>();
  private final Set<Integer> groups = new LinkedHashSet<>();
  private final Set<Integer> schemes = new LinkedHashSet<>();
  private final Map<Integer, List<byte[]>> chains = new LinkedHashMap<>();
  private final Set<Integer> extensions = new HashSet<>();
  private int flights;
  private int withoutRenegotiation;
  private boolean compressed;
  private boolean sessionIds;
  private boolean blockCipher;
  private int smallestField;
  private int smallestFieldSuite = -1;
  private @Nullable Boolean preference;
  private boolean groupsComplete;
  private boolean schemesComplete;

  Sightings(TlsVersion version, CipherSuites names) {
    this.version = version;
    this.names = names;
  }

  void suite(int code) {
    suites.add(code);
  }

  void group(int code) {
    groups.add(code);
  }

  void schemes(Set<Integer> codes) {
    schemes.addAll(codes);
  }

  void chain(List<byte[]> chain) {
    if (!chain.isEmpty() && chains.size() < MAX_CHAINS) {
      chains.putIfAbsent(Arrays.hashCode(chain.get(0)), chain);
    }
  }

  Collection<List<byte[]>> chains() {
    return chains.values();
  }

  /** What one answer shows. */
  void note(ServerFlight flight) {
    flights++;
    suites.addAll(flight.suites());
    if (flight.group() >= 0 && flight.fieldBits() == 0) {
      groups.add(flight.group());
    }
    if (flight.scheme() >= 0) {
      schemes.add(flight.scheme());
    }
    if (flight.fieldBits() > 0 && (smallestField == 0 || flight.fieldBits() < smallestField)) {
      smallestField = flight.fieldBits();
      smallestFieldSuite = flight.suite();
    }
    compressed |= flight.compressed();
    sessionIds |= flight.sessionId();
    extensions.addAll(flight.extensions());
    blockCipher |= version != TlsVersion.SSL_2 && names.name(flight.suite()).contains("_CBC_");
    if (!flight.extensions().contains(ClientHello.RENEGOTIATION_INFO)) {
      withoutRenegotiation++;
    }
    chain(flight.chain());
  }

  /** What another collection for the same version has. */
  void merge(Sightings other) {
    flights += other.flights;
    withoutRenegotiation += other.withoutRenegotiation;
    suites.addAll(other.suites);
    groups.addAll(other.groups);
    schemes.addAll(other.schemes);
    other.chains().forEach(this::chain);
    extensions.addAll(other.extensions);
    compressed |= other.compressed;
    sessionIds |= other.sessionIds;
    blockCipher |= other.blockCipher;
    if (other.smallestField > 0 && (smallestField == 0 || other.smallestField < smallestField)) {
      smallestField = other.smallestField;
      smallestFieldSuite = other.smallestFieldSuite;
    }
    groupsComplete |= other.groupsComplete;
    if (other.preference != null) {
      preference = Boolean.TRUE.equals(preference) || other.preference;
    }
  }

  void preference(boolean ownOrder) {
    preference = Boolean.TRUE.equals(preference) || ownOrder;
  }

  void allGroups() {
    groupsComplete = true;
  }

  void allSchemes() {
    schemesComplete = true;
  }

  @Nullable Boolean preference() {
    return preference;
  }

  boolean groupsComplete() {
    return groupsComplete;
  }

  boolean schemesComplete() {
    return schemesComplete;
  }

  Set<Integer> suites() {
    return suites;
  }

  Set<Integer> groups() {
    return groups;
  }

  Set<Integer> schemes() {
    return schemes;
  }

  /**
   * @param accepted whether the server has the version; null when that is not known
   * @param complete all suites were asked for
   */
  TlsSupport.Version result(@Nullable Boolean accepted, boolean complete) {
    boolean negotiates =
        flights > 0 && version != TlsVersion.TLS_1_3 && version != TlsVersion.SSL_2;
    boolean extensible = negotiates && version != TlsVersion.SSL_3;
    return new TlsSupport.Version(
        version,
        accepted,
        inOrder(),
        complete,
        groups.stream().map(Groups::shown).toList(),
        groupsComplete,
        schemes.stream().map(SignatureSchemes::name).toList(),
        schemesComplete,
        smallestField,
        smallestFieldSuite < 0 ? null : names.name(smallestFieldSuite),
        preference,
        negotiates ? Boolean.valueOf(compressed) : null,
        negotiates ? Boolean.valueOf(withoutRenegotiation == 0) : null,
        extensible ? extension(ClientHello.EXTENDED_MASTER_SECRET) : null,
        (extensible && blockCipher) ? extension(ClientHello.ENCRYPT_THEN_MAC) : null,
        extensible ? extension(ClientHello.SESSION_TICKET) : null,
        negotiates ? Boolean.valueOf(sessionIds) : null,
        extensible ? extension(ClientHello.HEARTBEAT) : null,
        List.copyOf(chains.values()));
  }

  private @Nullable Boolean extension(int type) {
    return extensions.contains(type);
  }

  private List<String> inOrder() {
    if (version == TlsVersion.SSL_2) {
      return suites.stream().map(Ssl2.SUITES::get).filter(Objects::nonNull).toList();
    }
    var order = new ArrayList<>(names.candidates(version));
    suites.stream().filter(code -> !order.contains(code)).forEach(order::add);
    return order.stream().filter(suites::contains).map(names::name).toList();
  }
}
