package dev.mxray.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialUseNamesTest {

  @ParameterizedTest
  @CsvSource({
    "test, true",
    "mx.example.TEST, true",
    "example.com, true",
    "mx.example.net, true",
    "1.168.192.in-addr.arpa, true",
    "home.arpa, true",
    "a.onion, true",
    "test.com, false",
    "myexample.com, false",
    "example.co.uk, false",
    "localhost.net, false"
  })
  void names_below_a_special_name_are_special(String name, boolean special) {
    assertThat(SpecialUseNames.contains(name)).isEqualTo(special);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "a.LocalHost, true",
    "localhost.example.com, false",
    "mylocalhost, false"
  })
  void localhost_is_told_apart(String name, boolean localhost) {
    assertThat(SpecialUseNames.isLocalhost(name)).isEqualTo(localhost);
  }
}
