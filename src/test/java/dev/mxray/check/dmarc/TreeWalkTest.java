package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RFC 9989 §4.10 with its examples. */
final class TreeWalkTest {
  private static final String RECORD = "v=DMARC1; p=reject";
  private static final String PSD_NO = "v=DMARC1; p=reject; psd=n";
  private static final String PSD_YES = "v=DMARC1; p=reject; psd=y";
  private static final String UNKNOWN = "?";

  /** A walk from the name, with texts by name; what is not given has no record. */
  private static TreeWalk walk(String start, Map<String, List<String>> texts) {
    var steps = new ArrayList<TreeWalk.Step>();
    for (String name : TreeWalk.names(start)) {
      steps.add(new TreeWalk.Step(name, records(name, texts.get(name)), List.of()));
    }
    return TreeWalk.of(steps);
  }

  private static Observed<List<String>> records(String name, @Nullable List<String> texts) {
    if (texts == null) {
      return Observed.absent(Observed.Proof.NXDOMAIN);
    }
    return texts.equals(List.of(UNKNOWN))
        ? new Observed.Unknown<>(Reason.TIMEOUT, "TXT _dmarc." + name, List.of())
        : Observed.present(texts);
  }

  private static TreeWalk walk(String start, String... namesAndTexts) {
    var texts = new HashMap<String, List<String>>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      texts.computeIfAbsent(namesAndTexts[i], name -> new ArrayList<>()).add(namesAndTexts[i + 1]);
    }
    return walk(start, texts);
  }

  private static @Nullable String policyAt(TreeWalk walk) {
    return walk.policy().found().map(TreeWalk.Step::domain).orElse(null);
  }

  private static @Nullable String organizational(TreeWalk walk) {
    return walk.organizationalDomain().found().orElse(null);
  }

  private static List<String> walked(TreeWalk walk) {
    return walk.steps().stream().map(TreeWalk.Step::domain).toList();
  }

  @Test
  void a_long_name_takes_eight_questions() {
    assertThat(TreeWalk.names("a.b.c.d.e.f.g.h.i.j.mail.example.com"))
        .containsExactly(
            "a.b.c.d.e.f.g.h.i.j.mail.example.com",
            "g.h.i.j.mail.example.com",
            "h.i.j.mail.example.com",
            "i.j.mail.example.com",
            "j.mail.example.com",
            "mail.example.com",
            "example.com",
            "com");
  }

  @Test
  void a_name_of_eight_labels_loses_one_label_at_a_time() {
    assertThat(TreeWalk.names("a.b.c.d.e.f.example.com"))
        .hasSize(8)
        .startsWith("a.b.c.d.e.f.example.com", "b.c.d.e.f.example.com")
        .endsWith("com");
    assertThat(TreeWalk.names("example.com")).containsExactly("example.com", "com");
  }

  @Test
  void the_record_with_the_fewest_labels_is_at_the_organizational_domain() {
    TreeWalk walk = walk("a.mail.example.com", "mail.example.com", RECORD, "example.com", RECORD);
    assertThat(organizational(walk)).isEqualTo("example.com");
    assertThat(policyAt(walk)).isEqualTo("example.com");
    assertThat(walk.inherited()).isTrue();
  }

  @Test
  void psd_n_makes_an_organizational_domain_and_ends_the_walk() {
    TreeWalk walk = walk("a.mail.example.com", "mail.example.com", PSD_NO, "example.com", RECORD);
    assertThat(organizational(walk)).isEqualTo("mail.example.com");
    assertThat(policyAt(walk)).isEqualTo("mail.example.com");
    assertThat(walked(walk)).containsExactly("a.mail.example.com", "mail.example.com");
  }

  @Test
  void psd_y_makes_the_name_one_label_below_the_organizational_domain() {
    TreeWalk walk = walk("a.mail.example.com", "com", PSD_YES);
    assertThat(organizational(walk)).isEqualTo("example.com");
    assertThat(policyAt(walk)).isEqualTo("com");
  }

  @Test
  void a_record_at_the_organizational_domain_goes_before_the_public_suffix_domains() {
    TreeWalk walk = walk("a.mail.example.com", "example.com", RECORD, "com", PSD_YES);
    assertThat(policyAt(walk)).isEqualTo("example.com");
  }

  @Test
  void a_record_between_the_author_and_the_organizational_domain_does_not_apply() {
    TreeWalk walk = walk("a.mail.example.com", "mail.example.com", RECORD, "com", PSD_YES);
    assertThat(organizational(walk)).isEqualTo("example.com");
    assertThat(policyAt(walk)).isEqualTo("com");
  }

  @Test
  void psd_y_below_the_jump_of_a_long_name_still_counts_labels() {
    TreeWalk walk = walk("a.b.c.d.e.f.g.h.i.example.com", "d.e.f.g.h.i.example.com", RECORD);
    assertThat(policyAt(walk)).isNull();
    TreeWalk psd = walk("a.b.c.d.e.f.g.h.i.example.com", "e.f.g.h.i.example.com", PSD_YES);
    assertThat(organizational(psd)).isEqualTo("d.e.f.g.h.i.example.com");
  }

  @Test
  void psd_y_at_the_start_ends_the_walk_and_does_not_point_below() {
    TreeWalk walk = walk("gov.example", "gov.example", PSD_YES, "example", RECORD);
    assertThat(walked(walk)).containsExactly("gov.example");
    assertThat(organizational(walk)).isEqualTo("gov.example");
    assertThat(policyAt(walk)).isEqualTo("gov.example");
  }

  @Test
  void the_own_record_applies_even_below_another_organizational_domain() {
    TreeWalk walk = walk("news.example.com", "news.example.com", RECORD, "example.com", RECORD);
    assertThat(policyAt(walk)).isEqualTo("news.example.com");
    assertThat(organizational(walk)).isEqualTo("example.com");
    assertThat(walk.inherited()).isFalse();
  }

  @Test
  void without_any_record_the_start_is_the_organizational_domain() {
    TreeWalk walk = walk("a.example.com");
    assertThat(organizational(walk)).isEqualTo("a.example.com");
    assertThat(walk.policy().isAbsent()).isTrue();
  }

  @Test
  void several_records_are_all_discarded_and_the_walk_goes_on() {
    TreeWalk own =
        walk(
            "a.example.com",
            "a.example.com",
            PSD_NO,
            "a.example.com",
            RECORD,
            "example.com",
            RECORD);
    assertThat(own.steps().get(0).several()).isTrue();
    assertThat(policyAt(own)).isEqualTo("example.com");
    TreeWalk only = walk("example.com", "example.com", RECORD, "example.com", RECORD);
    assertThat(only.policy()).isEqualTo(Observed.absent(Observed.Proof.OTHER_RECORDS));
  }

  @Test
  void an_unknown_at_the_own_name_leaves_the_policy_unknown() {
    TreeWalk walk = walk("a.example.com", "a.example.com", UNKNOWN, "example.com", RECORD);
    assertThat(walk.policy().isUnknown()).isTrue();
    assertThat(walk.organizationalDomain().isUnknown()).isTrue();
  }

  @Test
  void an_unknown_at_the_own_name_alone_does_not_hide_the_organizational_domain() {
    TreeWalk walk = walk("example.com", "example.com", UNKNOWN);
    assertThat(walk.policy().isUnknown()).isTrue();
    assertThat(organizational(walk)).isEqualTo("example.com");
  }

  @Test
  void an_unknown_above_the_own_record_leaves_the_policy_known() {
    TreeWalk walk = walk("a.example.com", "a.example.com", RECORD, "example.com", UNKNOWN);
    assertThat(policyAt(walk)).isEqualTo("a.example.com");
    assertThat(walk.organizationalDomain().isUnknown()).isTrue();
  }

  @Test
  void an_unknown_above_where_the_walk_ended_does_not_matter() {
    TreeWalk walk = walk("a.example.com", "example.com", PSD_NO, "com", UNKNOWN);
    assertThat(policyAt(walk)).isEqualTo("example.com");
    assertThat(organizational(walk)).isEqualTo("example.com");
  }

  @Test
  void an_unknown_between_leaves_an_inherited_policy_unknown() {
    TreeWalk walk = walk("a.mail.example.com", "mail.example.com", UNKNOWN, "example.com", RECORD);
    assertThat(walk.policy().isUnknown()).isTrue();
    assertThat(walk.organizationalDomain().isUnknown()).isTrue();
  }

  /** The rule for unknowns against its definition: known only if every possible answer agrees. */
  @Test
  void unknown_answers_hide_exactly_what_they_could_change() {
    String[] answers = {"", RECORD, PSD_NO, PSD_YES};
    var random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      String start = random.nextBoolean() ? "a.example.com" : "a.b.example.com";
      var seen = new HashMap<String, String>();
      for (String name : TreeWalk.names(start)) {
        seen.put(name, random.nextInt(4) == 0 ? UNKNOWN : answers[random.nextInt(4)]);
      }
      var worlds = new ArrayList<TreeWalk>();
      worlds(start, seen, answers, worlds);
      TreeWalk walk = world(start, seen);
      var organizations = worlds.stream().map(TreeWalkTest::organizational).distinct().toList();
      assertThat(walk.organizationalDomain().isUnknown())
          .as("organizational domain for %s", seen)
          .isEqualTo(organizations.size() > 1);
      if (organizations.size() == 1) {
        assertThat(organizational(walk)).isEqualTo(organizations.get(0));
      }
      var policies = worlds.stream().map(w -> String.valueOf(policyAt(w))).distinct().toList();
      assertThat(walk.policy().isUnknown()).as("%s", seen).isEqualTo(policies.size() > 1);
      if (policies.size() == 1) {
        assertThat(String.valueOf(policyAt(walk))).isEqualTo(policies.get(0));
      }
    }
  }

  private static void worlds(
      String start, Map<String, String> seen, String[] answers, List<TreeWalk> worlds) {
    var unknown = seen.entrySet().stream().filter(e -> e.getValue().equals(UNKNOWN)).findFirst();
    if (unknown.isEmpty()) {
      worlds.add(world(start, seen));
      return;
    }
    for (String answer : answers) {
      var world = new HashMap<>(seen);
      world.put(unknown.get().getKey(), answer);
      worlds(start, world, answers, worlds);
    }
  }

  private static TreeWalk world(String start, Map<String, String> answers) {
    var texts = new HashMap<String, List<String>>();
    answers.forEach(
        (name, answer) -> {
          if (!answer.isEmpty()) {
            texts.put(name, List.of(answer));
          }
        });
    return walk(start, texts);
  }

  @Test
  void a_walk_says_why_it_ended() {
    assertThat(walk("a.example.com", "example.com", RECORD).end()).isEqualTo(TreeWalk.End.TOP);
    assertThat(walk("a.example.com", "example.com", PSD_NO).end()).isEqualTo(TreeWalk.End.PSD_NO);
    assertThat(walk("a.example.com", "com", PSD_YES).end()).isEqualTo(TreeWalk.End.PSD_YES);
    assertThat(walk("com", "com", PSD_YES).end()).isEqualTo(TreeWalk.End.PSD_YES);
  }

  @Test
  void a_name_below_an_organizational_domain_gets_its_record() {
    assertThat(policyAt(walk("example.com", "example.com", RECORD).below()))
        .isEqualTo("example.com");
  }

  @Test
  void a_name_below_a_record_in_between_gets_that_of_the_organizational_domain() {
    TreeWalk walk = walk("mail.example.com", "mail.example.com", RECORD, "example.com", RECORD);
    assertThat(policyAt(walk)).isEqualTo("mail.example.com");
    assertThat(policyAt(walk.below())).isEqualTo("example.com");
  }

  @Test
  void a_name_below_psd_n_gets_that_record() {
    TreeWalk walk = walk("mail.example.com", "mail.example.com", PSD_NO, "example.com", RECORD);
    assertThat(policyAt(walk.below())).isEqualTo("mail.example.com");
    assertThat(organizational(walk.below())).isEqualTo("mail.example.com");
  }

  @Test
  void a_name_below_a_public_suffix_domain_is_its_own_organization() {
    TreeWalk walk = walk("bank", "bank", PSD_YES);
    assertThat(policyAt(walk.below())).isEqualTo("bank");
    assertThat(organizational(walk.below())).isEqualTo("*.bank");
  }

  @Test
  void the_walk_of_a_long_name_jumps_over_the_name_above_it() {
    String eight = "a.b.c.d.e.f.example.com";
    TreeWalk walk = walk(eight, eight, PSD_NO, "example.com", RECORD);
    assertThat(policyAt(walk)).isEqualTo(eight);
    assertThat(policyAt(walk.below())).isEqualTo("example.com");
    assertThat(walked(walk.below())).hasSize(8).doesNotContain(eight);
    String seven = "b.c.d.e.f.example.com";
    assertThat(policyAt(walk(seven, seven, PSD_NO, "example.com", RECORD).below()))
        .isEqualTo(seven);
  }

  @Test
  void what_was_not_seen_above_leaves_the_name_below_unknown() {
    TreeWalk walk = walk("mail.example.com", "mail.example.com", RECORD, "example.com", UNKNOWN);
    assertThat(walk.policy().isPresent()).isTrue();
    assertThat(walk.below().policy().isUnknown()).isTrue();
  }
}
