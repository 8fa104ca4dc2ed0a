package dev.mxray.check.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.dkim.DkimRecord.Foreign;
import dev.mxray.check.dkim.DkimRecord.Malformed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimRecordTest {
  private static final String P = "p=" + TestKeys.RSA_2048;

  @Test
  void defaults_are_an_rsa_key_for_every_hash_and_service() {
    DkimRecord.Key key = key(P);

    assertThat(key.keyType()).isEqualTo("rsa");
    assertThat(key.hashes()).isEmpty();
    assertThat(key.services()).containsExactly("*");
    assertThat(key.flags()).isEmpty();
    assertThat(key.usable()).isTrue();
  }

  @Test
  void every_tag_is_read_and_unknown_ones_are_ignored() {
    DkimRecord.Key key =
        key("v=DKIM1; g=*; h=sha1:sha256; k=rsa; n=a note; s=email:x; t=y:s; zz_1=?; " + P + ";");

    assertThat(key.hashes()).containsExactly("sha1", "sha256");
    assertThat(key.services()).containsExactly("email", "x");
    assertThat(key.flags()).containsExactly("y", "s");
    assertThat(key.testing()).isTrue();
    assertThat(key.usable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", " \t ", "\r\n ", " \r\n\t"})
  void folding_white_space_is_allowed_around_tags_and_inside_the_key(String space) {
    String folded = TestKeys.RSA_2048.substring(0, 40) + space + TestKeys.RSA_2048.substring(40);
    String text = "v" + space + "=" + space + "DKIM1" + space + ";" + space + "p=" + folded + space;

    assertThat(key(text).usable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n ", "\r ", "\u00e9", "\u0000", "\u007f"})
  void other_octets_are_a_syntax_error(String octets) {
    assertThat(DkimRecord.parse("v=DKIM1; n=a" + octets + "b; " + P)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DKIM2; p=x | v=DKIM2 | 3",
        "v=dkim1; p=x | v=dkim1 | 3",
        "v=DKIM1\\; p=x | v=DKIM1\\ | 3",
        "k=rsa; v=DKIM1; p=x | v=DKIM1 | 10",
        "v=DKIM1; k=rsa p=x | k=rsa p=x | 12",
        "v=DKIM1; p=x; p=y | p | 15",
        "v=DKIM1;; p=x | '' | 9",
        "v=DKIM1; oops; p=x | oops | 10",
        "v=DKIM1; 1a=b; p=x | 1a | 10",
        "v=DKIM1; =b; p=x | '' | 10",
        "v=DKIM1; h=; p=x | h= | 12",
        "v=DKIM1; h=sha256:; p=x | h=sha256: | 12",
        "v=DKIM1; h=*; p=x | h=* | 12",
        "v=DKIM1; s=e mail!; p=x | s=e mail! | 12",
        "v=DKIM1; k=; p=x | k= | 12",
        "v=DKIM1; k=rsa | v=DKIM1; k=rsa | 1",
        "MIIBIjANBgkqhkiG9w0BAQ | MIIBIjANBgkqhkiG9w0BAQ | 1",
        "k=rsa; p | p | 8",
      })
  void what_is_wrong_is_told_with_its_token_and_position(String text, String token, int position) {
    assertThat(DkimRecord.parse(text))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.token()).isEqualTo(token);
              assertThat(malformed.position()).isEqualTo(position);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=spf1 -all",
        "v=DMARC1; p=reject",
        "v=STSv1; id=1",
        "site-verification=abc;def",
        "a=b; c=d",
        "MS=ms123",
      })
  void records_of_other_kinds_are_no_key_records(String text) {
    assertThat(DkimRecord.parse(text)).isEqualTo(new Foreign(text));
  }

  @ParameterizedTest
  @CsvSource({
    "sha1,true,false",
    "sha1:x,true,false",
    "sha256,false,true",
    "SHA1:SHA256,false,true"
  })
  void a_key_for_sha1_alone_is_not_usable(String hashes, boolean sha1Only, boolean usable) {
    DkimRecord.Key key = key("h=" + hashes + "; " + P);

    assertThat(key.sha1Only()).isEqualTo(sha1Only);
    assertThat(key.usable()).isEqualTo(usable);
  }

  @Test
  void a_key_for_a_hash_that_nobody_knows_is_invalid() {
    assertThat(key("h=sha3; " + P).key()).isInstanceOf(DkimKey.Invalid.class);
  }

  @Test
  void a_key_for_another_service_is_not_usable() {
    assertThat(key("s=tlsrpt; " + P).usable()).isFalse();
    assertThat(key("s=tlsrpt:*; " + P).usable()).isTrue();
  }

  @Test
  void an_empty_p_is_a_revoked_key() {
    assertThat(key("v=DKIM1; p=").revoked()).isTrue();
    assertThat(key("v=DKIM1; p= ; k=foo").revoked()).isTrue();
  }

  @Test
  void fuzz_any_text_is_read_without_an_exception_and_positions_lie_inside() {
    var random = new Random(6376);
    List<String> seeds =
        List.of(
            "v=DKIM1; k=rsa; t=y:s; h=sha1:sha256; s=*; n=x y; " + P,
            "k=ed25519; p=" + TestKeys.ED25519,
            "v=DKIM1\r\n ; p=",
            "p=MIAwgDCAMIAwgDCA");
    String alphabet = "vkphstng=;:* \t\r\n\"\\!AZaz09+/\u0000\u00ff\u007f-_";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(seeds.get(i % seeds.size()));
      for (int n = random.nextInt(6); n >= 0; n--) {
        int at = random.nextInt(text.length() + 1);
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, c);
          case 1 -> text.setLength(at);
          case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
          default -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(c));
        }
      }
      DkimRecord record = DkimRecord.parse(text.toString());

      assertThat(record.text()).isEqualTo(text.toString());
      if (record instanceof Malformed malformed) {
        assertThat(malformed.position()).isBetween(1, text.length() + 1);
        assertThat(text.toString().replaceAll("\\s", ""))
            .contains(malformed.token().replaceAll("\\s", "").replaceAll("^[a-zA-Z]\\w*=", ""));
      } else if (record instanceof DkimRecord.Key key && key.usable()) {
        assertThat(key.key().sound()).isTrue();
      }
    }
  }

  private static DkimRecord.Key key(String text) {
    DkimRecord record = DkimRecord.parse(text);
    assertThat(record).isInstanceOf(DkimRecord.Key.class);
    return (DkimRecord.Key) record;
  }
}
