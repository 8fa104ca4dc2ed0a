package dev.mxray.cli;

import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How the libraries behave under the command line; a property that the user has set stands. For
 * whoever uses the scanner as a library this is his own business.
 */
final class Libraries {
  // Held here: the JDK forgets the level of a logger that nobody holds.
  private static final Logger NETTY = Logger.getLogger("io.netty");

  private static final Logger DNS = Logger.getLogger("org.xbill.DNS");
  private static final Logger VALIDATOR = Logger.getLogger("org.xbill.DNS.dnssec");
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
  private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");
  private static final Logger SCHEDULER = Logger.getLogger("com.github.kagkarlsson.scheduler");

  private Libraries() {}

  /** To be called before the libraries are first used. */
  static void settle() {
    Properties properties = System.getProperties();
    // Flight-recorder events of the buffer allocator: 25 ms of class loading that nobody looks at.
    properties.putIfAbsent("io.netty.jfr.enabled", "false");
    // Channel ids need not be unique in the world, so no network interface is looked at for them.
    properties.putIfAbsent("io.netty.machineId", "02:00:00:00:00:00:00:00");
    // Standard error is for the user: warnings about containers without interfaces do not help him.
    NETTY.setLevel(Level.SEVERE);
    DNS.setLevel(Level.SEVERE);
    // It tells of signatures that do not verify, with a stack trace; the report does that.
    VALIDATOR.setLevel(Level.OFF);
    // What fails is told by its exception.
    FLYWAY.setLevel(Level.OFF);
    POOL.setLevel(Level.OFF);
    SCHEDULER.setLevel(Level.OFF);
  }
}
