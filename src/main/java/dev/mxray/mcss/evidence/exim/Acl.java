package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Quote;
import java.util.List;

/** An access control list of Exim (chapter 44 of its specification). */
record Acl(String name, List<Statement> statements) {
  Acl {
    statements = List.copyOf(statements);
  }

  /** A verb with its conditions and modifiers, in their order. */
  record Statement(String verb, List<Item> items, Quote quote) {
    Statement {
      items = List.copyOf(items);
    }

    /** True when it refuses, now or for good. */
    boolean refuses() {
      return switch (verb) {
        case "deny", "drop", "defer", "require", "discard" -> true;
        default -> false;
      };
    }

    boolean has(String itemName) {
      return items.stream().anyMatch(item -> item.name.equals(itemName));
    }
  }

  /** A condition or a modifier: {@code !hosts = +own}; {@code endpass} has no value. */
  record Item(String name, boolean negated, String value, Quote quote) {}
}
