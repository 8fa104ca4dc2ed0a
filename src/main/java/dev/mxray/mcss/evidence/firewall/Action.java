package dev.mxray.mcss.evidence.firewall;

/** What a rule does with what it matches. */
enum Action {
  ACCEPT,
  DROP,
  JUMP,
  GOTO,
  RETURN,
  /** It counts, logs or marks, and the next rule is asked. */
  CONTINUE
}
