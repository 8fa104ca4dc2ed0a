package dev.mxray.check.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of lists mean. */
class ListCodesTest {
  @ParameterizedTest
  @CsvSource({
    "zen.spamhaus.org, 127.0.0.2, high, SBL: source of spam",
    "zen.spamhaus.org, 127.0.0.6, high, XBL: exploited or infected host",
    "zen.spamhaus.org, 127.0.0.11, policy, 'PBL: policy set by Spamhaus, no direct mail from this address'",
    "zen.spamhaus.org, 127.0.0.99, low, undocumented code",
    "dbl.spamhaus.org, 127.0.1.4, high, phishing",
    "multi.surbl.org, 127.0.0.8, high, PH: phishing",
    "multi.surbl.org, 127.0.0.32, low, undocumented code",
    "multi.uribl.com, 127.0.0.4, low, grey: named in bulk mail",
    "dnsbl-2.uceprotect.net, 127.0.0.2, info, its network has other listed addresses",
    "list.dnswl.org, 127.0.15.3, info, 'allow list, trust: high'",
  })
  void a_code_has_the_weight_and_meaning_that_its_operator_gives(
      String list, String code, String weight, String meaning) {
    ListCode read = codes(list).read(List.of(code)).get(0);
    assertThat(read.weight().id()).isEqualTo(weight);
    assertThat(read.meaning()).isEqualTo(meaning);
  }

  @Test
  void of_several_codes_the_heaviest_comes_first() {
    assertThat(codes("zen.spamhaus.org").read(List.of("127.0.0.10", "127.0.0.4", "127.0.0.2")))
        .extracting(ListCode::code)
        .containsExactly("127.0.0.4", "127.0.0.2", "127.0.0.10");
  }

  @Test
  void bits_are_read_one_by_one() {
    assertThat(codes("multi.surbl.org").read(List.of("127.0.0.80")))
        .extracting(ListCode::meaning)
        .containsExactly("MW: malware", "ABUSE: named in spam");
    assertThat(codes("multi.uribl.com").read(List.of("127.0.0.14")))
        .extracting(code -> code.weight().id())
        .containsExactly("high", "low", "low");
  }

  @Test
  void a_code_that_is_no_listing_is_none() {
    ListCodes karma = codes("hostkarma.junkemailfilter.com");
    assertThat(karma.read(List.of("127.0.0.1"))).isEmpty();
    assertThat(karma.refusal(List.of("127.0.0.1"))).isEmpty();
    assertThat(karma.read(List.of("127.0.0.1", "127.0.0.2"))).hasSize(1);
    assertThat(codes("rep.mailspike.net").read(List.of("127.0.0.18"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "zen.spamhaus.org, 127.255.255.254, asked through an open or shared resolver",
    "bl.spamcop.net, 127.255.255.254, an error code",
    "bl.spamcop.net, 127.0.0.1, no list lists with this code",
    "dbl.spamhaus.org, 127.0.1.255, an address was asked for",
    "multi.uribl.com, 127.0.0.1, refused",
    "multi.surbl.org, 127.0.0.1, access blocked",
    "list.dnswl.org, 127.0.0.255, too many questions from this resolver",
  })
  void a_refusal_is_never_a_listing(String list, String code, String reason) {
    assertThat(codes(list).refusal(List.of(code)).map(Object::toString))
        .contains(code + " (" + reason + ")");
    assertThat(codes(list).refusal(List.of("127.0.0.2", code))).isPresent();
    assertThat(codes(list).refusal(List.of("127.0.0.2"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.2, true",
    "127.0.0.2-9, true",
    "127.0.*.0-3, true",
    "127.0.0.9-2, false",
    "127.0.0.300, false",
    "127.0.0, false",
    "128.0.0.1, false",
    "127.0.0.2.3, false",
    "127.0.0.-, false"
  })
  void a_pattern_is_an_address_with_ranges(String text, boolean pattern) {
    assertThat(ListCode.isPattern(text)).isEqualTo(pattern);
  }

  @Test
  void every_code_of_the_bundled_lists_is_one_that_the_list_could_give() {
    for (ListEntry entry : BlockLists.catalogue()) {
      if (entry.list() != null) {
        for (ListCode code : entry.list().codes().codes()) {
          assertThat(ListCode.isPattern(code.code())).as(entry.zone() + " " + code).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "25.0.2.1, 1.2.0.25",
    "2e00:25::1, 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.2.0.0.0.0.e.2",
    "127.0.0.2, 2.0.0.127",
    "example.com, example.com",
  })
  void an_address_is_asked_for_backwards_and_a_domain_as_it_is(String subject, String owner) {
    assertThat(ListKind.owner(subject)).isEqualTo(owner);
  }

  @Test
  void the_test_points_are_those_of_the_rfc() {
    assertThat(ListKind.IP4.listedPoint()).isEqualTo(ListKind.owner("127.0.0.2"));
    assertThat(ListKind.IP4.cleanPoint()).isEqualTo(ListKind.owner("127.0.0.1"));
    // ::FFFF:7F00:2 and ::FFFF:7F00:1
    assertThat(ListKind.IP6.listedPoint())
        .isEqualTo("2.0.0.0.0.0.f.7.f.f.f.f" + ".0".repeat(20))
        .hasSize(63);
    assertThat(ListKind.IP6.cleanPoint()).isEqualTo("1" + ListKind.IP6.listedPoint().substring(1));
  }

  private static ListCodes codes(String list) {
    return ReputationLab.lists(list).lists().get(0).codes();
  }
}
