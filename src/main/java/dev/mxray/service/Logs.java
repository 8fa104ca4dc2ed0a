package dev.mxray.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the service writes what its operator should know. */
final class Logs {
  /** Trouble. */
  static final Logger SERVICE = LoggerFactory.getLogger("dev.mxray.service");

  private Logs() {}
}
