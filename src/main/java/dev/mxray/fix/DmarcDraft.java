package dev.mxray.fix;

import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.dmarc.DmarcRecord.Alignment;
import dev.mxray.check.dmarc.DmarcRecord.Psd;
import dev.mxray.check.dmarc.ReportUri;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A DMARC record that is written anew from what receivers make of an old one: only tags of RFC 9989
 * with good values, each once, p directly behind v for receivers of RFC 7489.
 */
final class DmarcDraft {
  private static final String MAILTO = "mailto:";
  private static final String DEFAULT_FO = "0";

  private final DmarcRecord record;
  private final Set<String> dead;
  private final Set<String> external;
  private final Set<String> rua = new LinkedHashSet<>();
  private final Set<String> ruf = new LinkedHashSet<>();
  private DmarcPolicy p;
  private @Nullable DmarcPolicy sp;
  private @Nullable DmarcPolicy np;
  private boolean testing;

  /**
   * @param dead destinations to which no mail can be delivered
   * @param external destinations outside the organizational domain
   * @param ownReports where reports go when no address is left
   */
  DmarcDraft(
      DmarcRecord record, Set<String> dead, Set<String> external, Optional<String> ownReports) {
    this.record = record;
    this.dead = dead;
    this.external = external;
    this.p = policy(record);
    this.sp = record.sp();
    this.np = record.np();
    this.testing = record.testing();
    addReports(record);
    if (rua.isEmpty()) {
      ownReports.ifPresent(rua::add);
    }
  }

  /** Of a tag p that is given twice the weakest value; none when there is no valid one. */
  private static DmarcPolicy policy(DmarcRecord record) {
    DmarcPolicy read = record.p();
    if (read != null) {
      return read;
    }
    return record.tags().stream()
        .filter(tag -> tag.name().equals("p"))
        .flatMap(tag -> DmarcPolicy.of(tag.value()).stream())
        .min(DmarcPolicy::compareTo)
        .orElse(DmarcPolicy.NONE);
  }

  /** Adds the usable report addresses of a record. */
  void addReports(DmarcRecord other) {
    add(rua, other.rua());
    add(ruf, other.ruf());
  }

  private void add(Set<String> into, List<ReportUri> uris) {
    boolean mail = uris.stream().anyMatch(ReportUri::usable);
    for (ReportUri uri : uris) {
      if (uri.usable() && !dead.contains(uri.destination())) {
        into.add(uri.text());
      } else if (uri.kind() == ReportUri.Kind.OTHER_SCHEME && mail) {
        into.add(uri.text());
      } else if (!uri.valid()) {
        repaired(uri.text()).ifPresent(into::add);
      }
    }
  }

  /** An address that only lacks its scheme. */
  private Optional<String> repaired(String text) {
    String address = text.toLowerCase(Locale.ROOT).startsWith("mail:") ? text.substring(5) : text;
    return DmarcRecord.parse("v=DMARC1; p=none; rua=" + MAILTO + address).stream()
        .flatMap(parsed -> parsed.rua().stream())
        .filter(uri -> uri.usable() && !dead.contains(uri.destination()))
        .map(ReportUri::text)
        .findFirst();
  }

  /** The addresses for aggregate reports inside the organization, separated by commas. */
  String internalReports() {
    List<String> internal =
        DmarcRecord.parse("v=DMARC1; p=none; rua=" + String.join(",", rua)).stream()
            .flatMap(parsed -> parsed.rua().stream())
            .filter(uri -> uri.usable() && !external.contains(uri.destination()))
            .map(ReportUri::text)
            .toList();
    return String.join(",", internal);
  }

  /** Without t=y. */
  DmarcDraft enforced() {
    testing = false;
    return this;
  }

  /** Without sp and np that ask for less than p. */
  DmarcDraft withoutWeakerSubdomains() {
    sp = sp != null && sp.weakerThan(p) ? null : sp;
    np = np != null && np.weakerThan(p) ? null : np;
    return this;
  }

  /** The policy that asks for more than what applies now: testing ends, or p goes up by one. */
  DmarcDraft oneStepOn() {
    DmarcPolicy now = testing ? p.oneLevelLower() : p;
    testing = false;
    if (p == now) {
      p = p == DmarcPolicy.NONE ? DmarcPolicy.QUARANTINE : DmarcPolicy.REJECT;
    }
    return withoutWeakerSubdomains();
  }

  /** The record. */
  String text() {
    var tags = new ArrayList<String>();
    tags.add("v=DMARC1");
    tags.add("p=" + p.id());
    add(tags, "sp", sp);
    add(tags, "np", np);
    if (record.adkim() == Alignment.STRICT) {
      tags.add("adkim=s");
    }
    if (record.aspf() == Alignment.STRICT) {
      tags.add("aspf=s");
    }
    if (record.psd() != Psd.UNSAID) {
      tags.add("psd=" + record.psd().letter());
    }
    if (testing) {
      tags.add("t=y");
    }
    if (!rua.isEmpty()) {
      tags.add("rua=" + String.join(",", rua));
    }
    if (!ruf.isEmpty()) {
      tags.add("ruf=" + String.join(",", ruf));
      if (!record.fo().equals(DEFAULT_FO)) {
        tags.add("fo=" + record.fo());
      }
    }
    return String.join("; ", tags);
  }

  private static void add(List<String> tags, String name, @Nullable DmarcPolicy policy) {
    if (policy != null) {
      tags.add(name + "=" + policy.id());
    }
  }
}
