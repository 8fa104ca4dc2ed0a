package dev.mxray.mcss;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import dev.mxray.mcss.OutsideView.Dkim;
import dev.mxray.mcss.OutsideView.SigningKey;
import dev.mxray.mcss.OutsideView.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Outside views for tests; starts as one that saw nothing. */
final class Views {
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Topic> seen = EnumSet.noneOf(Topic.class);
  private final Set<Topic> complete = EnumSet.noneOf(Topic.class);
  private final List<ServerView> servers = new ArrayList<>();
  private final List<String> notProbed = new ArrayList<>();
  private boolean takesNoMail;
  private boolean sendsNoMail;
  private @Nullable Dkim dkim;

  private Views() {}

  /** Nothing was seen. */
  static Views nothing() {
    return new Views();
  }

  /** These topics were seen whole. */
  static Views whole(Topic... topics) {
    Views views = nothing();
    views.seen.addAll(List.of(topics));
    views.complete.addAll(List.of(topics));
    return views;
  }

  /** The essential of these topics was seen, and something was left open. */
  static Views essential(Topic... topics) {
    Views views = nothing();
    views.seen.addAll(List.of(topics));
    return views;
  }

  static Views servers(Servers... servers) {
    Views views = nothing();
    for (Servers server : servers) {
      views.servers.add(server.view());
    }
    return views;
  }

  static Views keys(SigningKey... keys) {
    Views views = whole(Topic.DKIM);
    views.dkim = new Dkim(/* provedAbsent= */ false, List.of(keys), List.of());
    return views;
  }

  static SigningKey rsa(String selector, int bits) {
    return new SigningKey(selector + "._domainkey.example.com", "rsa", bits, bits >= 1024);
  }

  static SigningKey ed25519(String selector) {
    return new SigningKey(selector + "._domainkey.example.com", "ed25519", 256, /* usable= */ true);
  }

  /** It is proved that there is no key. */
  static Views noKeys() {
    Views views = whole(Topic.DKIM);
    views.dkim = new Dkim(/* provedAbsent= */ true, List.of(), List.of());
    return views.with(FindingType.DKIM_ABSENT);
  }

  /** No key was found, and there may be some. */
  static Views keysNotFound() {
    Views views = nothing();
    views.dkim = new Dkim(/* provedAbsent= */ false, List.of(), List.of());
    return views.with(FindingType.DKIM_NOT_FOUND);
  }

  Views unreadable(String... selectors) {
    Dkim known = dkim == null ? new Dkim(false, List.of(), List.of()) : dkim;
    dkim = new Dkim(known.provedAbsent(), known.keys(), List.of(selectors));
    return this;
  }

  Views with(FindingType... types) {
    for (FindingType type : types) {
      findings.add(Finding.of(type, "example.com"));
    }
    return this;
  }

  Views with(FindingType type, Severity severity) {
    findings.add(Finding.of(type, "example.com").severity(severity));
    return this;
  }

  /** A finding about a server. */
  Views with(FindingType type, Servers server) {
    findings.add(Finding.of(type, server.view().subject()));
    return this;
  }

  Views notProbed(String host) {
    notProbed.add(host);
    return this;
  }

  Views takesNoMail() {
    takesNoMail = true;
    return this;
  }

  Views sendsNoMail() {
    takesNoMail = true;
    sendsNoMail = true;
    return this;
  }

  OutsideView view() {
    return new OutsideView(
        findings, seen, complete, takesNoMail, sendsNoMail, dkim, servers, notProbed);
  }

  /** The decision about a control. */
  Decision decide(String control) {
    Assessment assessment = Assessment.of(view(), Catalogue.english());
    return java.util.stream.Stream.concat(
            assessment.controls().stream(), assessment.extensions().stream())
        .filter(decision -> decision.control().id().equals(control))
        .findFirst()
        .orElseThrow();
  }
}
