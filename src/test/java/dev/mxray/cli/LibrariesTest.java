package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LibrariesTest {
  @Test
  void warnings_of_the_transport_stay_off_standard_error_and_its_faults_do_not() {
    Libraries.settle();
    Logger logger = Logger.getLogger("io.netty.util.internal.MacAddressUtil");
    assertThat(logger.isLoggable(Level.WARNING)).isFalse();
    assertThat(logger.isLoggable(Level.SEVERE)).isTrue();
  }
}
