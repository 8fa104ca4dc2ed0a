package dev.mxray.mcss.evidence.postfix;

import java.util.ArrayList;
import java.util.List;

/**
 * One restriction of a list such as smtpd_recipient_restrictions.
 *
 * @param name {@code reject_unauth_destination}; for a bare table the {@code check_…_access} that
 *     it stands for
 * @param argument a table, a list's domain, a policy service; empty for most
 * @param onlyWarns true behind {@code warn_if_reject}
 */
record Restriction(String name, String argument, boolean onlyWarns) {

  /** Cuts a list into its restrictions; {@code bare} is what a table alone means in it. */
  static List<Restriction> list(String value, String bare) {
    var restrictions = new ArrayList<Restriction>();
    List<String> words = Words.ofList(value);
    boolean warns = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("warn_if_reject")) {
        warns = true;
        continue;
      }
      if (word.indexOf(':') >= 0) {
        restrictions.add(new Restriction(bare, word, warns));
      } else if (takesArgument(word) && i + 1 < words.size()) {
        restrictions.add(new Restriction(word, Words.unbraced(words.get(++i)), warns));
      } else {
        restrictions.add(new Restriction(word, "", warns));
      }
      warns = false;
    }
    return restrictions;
  }

  private static boolean takesArgument(String word) {
    return isTable(word)
        || word.equals("check_policy_service")
        || word.equals("sleep")
        || word.endsWith("_rbl_client")
        || word.equals("reject_rbl")
        || word.startsWith("reject_rhsbl_")
        || word.equals("permit_dnswl_client")
        || word.equals("permit_rhswl_client");
  }

  private static boolean isTable(String word) {
    return word.startsWith("check_") && word.endsWith("_access");
  }

  boolean isTable() {
    return isTable(name);
  }

  /** True when it can turn something away by looking at the client. */
  boolean examinesClient() {
    return !onlyWarns
        && (name.endsWith("_rbl_client")
            || name.startsWith("reject_rhsbl_client")
            || name.startsWith("reject_rhsbl_reverse_client")
            || name.startsWith("reject_unknown_client")
            || name.startsWith("reject_unknown_reverse_client")
            || (name.startsWith("check_client_") && isTable())
            || (name.startsWith("check_reverse_client_") && isTable())
            || name.equals("check_policy_service"));
  }

  /** True when it can turn something away by any property but where it is going. */
  boolean examines() {
    return examinesClient()
        || (!onlyWarns
            && (isTable()
                || (name.startsWith("reject_") && !name.equals("reject_unauth_destination"))));
  }

  /** As it stands in the list. */
  @Override
  public String toString() {
    return argument.isEmpty() ? name : name + " " + argument;
  }
}
