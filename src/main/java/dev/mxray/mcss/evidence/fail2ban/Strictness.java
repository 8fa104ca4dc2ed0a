package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.OptionalLong;

/** What makes a jail strict enough, each with the setting that says so. */
enum Strictness {
  BANS("bantime"),
  ATTEMPTS("maxretry"),
  WINDOW("findtime");

  private static final long TEN_MINUTES = 600;
  private static final long FIVE_MINUTES = 300;
  private static final long MOST_ATTEMPTS = 5;

  private final String setting;

  Strictness(String setting) {
    this.setting = setting;
  }

  String setting() {
    return setting;
  }

  /** Whether this value is strict enough; nothing when it is none. */
  Optional<Boolean> enough(String value) {
    OptionalLong number = number(value);
    return number.isEmpty() ? Optional.empty() : Optional.of(enough(number.getAsLong()));
  }

  private OptionalLong number(String value) {
    return switch (this) {
      case BANS, WINDOW -> BanTime.seconds(value);
      case ATTEMPTS ->
          value.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    };
  }

  private boolean enough(long number) {
    return switch (this) {
      case BANS -> number < 0 || number >= TEN_MINUTES; // a ban of less than nothing never ends
      case ATTEMPTS -> number <= MOST_ATTEMPTS;
      case WINDOW -> number >= FIVE_MINUTES;
    };
  }

  /** It is, with this value. */
  Sentence strict(String value) {
    return switch (this) {
      case BANS -> Sentence.of("fail2ban.bans-strict", value);
      case ATTEMPTS -> Sentence.of("fail2ban.attempts-strict", value);
      case WINDOW -> Sentence.of("fail2ban.window-strict", value);
    };
  }

  /** It is not, with this value of this jail. */
  Sentence lax(String jail, String value) {
    return switch (this) {
      case BANS -> Sentence.of("fail2ban.bans-lax", jail, value);
      case ATTEMPTS -> Sentence.of("fail2ban.attempts-lax", jail, value);
      case WINDOW -> Sentence.of("fail2ban.window-lax", jail, value);
    };
  }
}
