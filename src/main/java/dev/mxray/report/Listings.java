package dev.mxray.report;

/** What an answer of a list comes to. */
public final class Listings {
  private Listings() {}

  /** An answer that can be believed: on the list, or not. */
  public static boolean isUsable(ReputationPart answer) {
    return answer.state().equals("listed") || answer.state().equals("clean");
  }

  /** A listing that tells of a fault, and not only of a network's policy. */
  public static boolean isFault(ReputationPart answer) {
    return answer.state().equals("listed")
        && !isAllowList(answer)
        && !"info".equals(answer.severity());
  }

  /** Being on an allow list is no fault. */
  public static boolean isAllowList(ReputationPart answer) {
    return answer.kind().equals("allow");
  }
}
