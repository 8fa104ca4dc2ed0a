package dev.mxray.mcss.evidence.firewall;

import java.util.List;

/** What addresses and interfaces of a rule mean for a stranger. */
final class Senders {
  private Senders() {}

  /** Source addresses, or a set of them. */
  static Match source(List<String> addresses, boolean negated) {
    boolean everybody =
        addresses.stream().anyMatch(one -> one.equals("0.0.0.0/0") || one.equals("::/0"));
    if (everybody) {
      return negated ? Match.NONE : Match.ALWAYS;
    }
    return negated ? Match.ALWAYS : Match.SOME;
  }

  /** Interfaces that the packet comes in over. */
  static Match incoming(List<String> interfaces, boolean negated) {
    boolean loopback = interfaces.stream().allMatch(one -> one.equals("lo"));
    if (loopback) {
      return negated ? Match.ALWAYS : Match.NONE;
    }
    // The interface that leads outside, or one that leads elsewhere: by its name alone one cannot
    // tell, but tunnels, bridges and virtual ones lead to machines of one's own.
    if (interfaces.stream().anyMatch(one -> one.matches("(eth|ens|enp|eno)\\d*[1-9]|\\S+\\.\\d+"))
        && interfaces.stream().noneMatch(one -> one.matches("eth0|ens[0-9]+|enp\\S+|eno1"))) {
      return Match.UNKNOWN;
    }
    boolean inside =
        interfaces.stream()
            .allMatch(one -> one.matches("(lo|wg|tun|tap|docker|br-|virbr|veth|lxc|cni|vnet).*"));
    return inside == negated ? Match.ALWAYS : Match.SOME;
  }

  /** States of connection tracking: a stranger's packet begins a new one. */
  static Match state(List<String> states, boolean negated) {
    boolean asNew = states.stream().anyMatch(one -> one.equalsIgnoreCase("new"));
    return asNew == negated ? Match.NONE : Match.ALWAYS;
  }
}
