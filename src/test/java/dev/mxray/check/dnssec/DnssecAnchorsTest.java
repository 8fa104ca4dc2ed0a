package dev.mxray.check.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnssecAnchorsTest {
  private static final String DS =
      ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n";

  @Test
  void the_root_of_the_internet_is_trusted_by_both_of_its_keys() {
    DnssecAnchors root = DnssecAnchors.parse(DnssecAnchors.root().text());
    assertThat(root.zone()).isEmpty();
    assertThat(root.text()).contains("DS 20326 8 2").contains("DS 38696 8 2");
  }

  @Test
  void the_zone_of_the_anchor_is_told() {
    assertThat(DnssecAnchors.parse(DS).zone()).isEmpty();
    assertThat(DnssecAnchors.parse("; keys\n" + DS.replaceFirst("\\.", "Example.COM.")).zone())
        .isEqualTo("example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "; nothing\n", ". IN A 192.0.2.1\n", ". IN DS x", "$INCLUDE /etc/hosts"})
  void what_is_no_anchor_is_said(String text) {
    assertThatThrownBy(() -> DnssecAnchors.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anchors_of_several_zones_are_refused() {
    assertThatThrownBy(() -> DnssecAnchors.parse(DS + DS.replaceFirst("\\.", "test.")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than one zone");
  }

  @Test
  void whatever_the_file_holds_it_is_an_anchor_or_a_clear_no() {
    var random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      char[] text = DS.toCharArray();
      for (int j = random.nextInt(4); j >= 0; j--) {
        text[random.nextInt(text.length)] = (char) random.nextInt(256);
      }
      try {
        assertThat(DnssecAnchors.parse(new String(text)).zone()).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
