package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which questions lead to the schemes that a server signs with. */
class SchemeSearchTest {
  @Test
  void what_a_server_with_a_key_for_rsa_mostly_has_takes_one_question_each_and_one_for_the_rest() {
    var search = new SchemeSearch(/* ecdsa= */ false, /* discerning= */ false);

    assertThat(questions(search, Set.of(0x0804, 0x0805, 0x0806))).isEqualTo(4);
    assertThat(search.accepted()).containsExactlyInAnyOrder(0x0804, 0x0805, 0x0806);
    assertThat(search.isComplete()).isTrue();
  }

  @Test
  void a_key_for_ecdsa_takes_two_questions() {
    var search = new SchemeSearch(/* ecdsa= */ true, /* discerning= */ false);

    assertThat(questions(search, Set.of(0x0403))).isEqualTo(2);
    assertThat(search.accepted()).containsExactly(0x0403);
  }

  @Test
  void a_server_that_takes_everything_has_told_nothing() {
    var search = new SchemeSearch(/* ecdsa= */ false, /* discerning= */ false);
    int asked = 0;
    for (; !search.next().isEmpty(); asked++) {
      search.answered(true);
    }

    assertThat(asked).isEqualTo(5);
    assertThat(search.isBlind()).isTrue();
    assertThat(search.accepted()).isEmpty();
    assertThat(search.isComplete()).isFalse();
  }

  @Test
  void every_choice_of_schemes_is_found_exactly() {
    var random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      var all = new ArrayList<>(SchemeSearch.ALL);
      Collections.shuffle(all, random);
      Set<Integer> signs = Set.copyOf(all.subList(0, 1 + random.nextInt(all.size())));
      var search = new SchemeSearch(random.nextBoolean(), random.nextBoolean());

      assertThat(questions(search, signs)).isLessThan(2 * SchemeSearch.ALL.size());
      assertThat(search.accepted()).containsExactlyInAnyOrderElementsOf(signs);
      assertThat(search.isComplete()).isTrue();
    }
  }

  @Test
  void a_server_that_refuses_everything_is_not_said_to_sign_with_nothing() {
    var search = new SchemeSearch(/* ecdsa= */ false, /* discerning= */ true);

    questions(search, Set.of());

    assertThat(search.isComplete()).isFalse();
  }

  private static int questions(SchemeSearch search, Set<Integer> signs) {
    int asked = 0;
    for (List<Integer> next = search.next(); !next.isEmpty(); next = search.next()) {
      search.answered(next.stream().anyMatch(signs::contains));
      asked++;
    }
    return asked;
  }
}
