package dev.mxray.mcss.evidence.dovecot;

/** One line {@code name = value}. Hostile text; the line is counted from 1. */
record DovecotSetting(String name, String value, int line) {}
