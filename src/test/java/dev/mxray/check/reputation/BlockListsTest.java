package dev.mxray.check.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.check.reputation.ListEntry.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled file of lists, and what a user's file may say. */
class BlockListsTest {
  private static final Path BUNDLED = Path.of("blacklists/lists.yaml");

  @Test
  void ten_to_twelve_lists_of_addresses_and_a_few_of_domains_are_asked_by_default() {
    List<BlockList> lists = BlockLists.bundled().lists();
    assertThat(lists.stream().filter(list -> !list.allow() && list.kinds().contains(ListKind.IP4)))
        .hasSizeBetween(10, 12);
    assertThat(lists.stream().filter(list -> !list.allow() && list.kinds().contains(ListKind.IP6)))
        .hasSizeBetween(2, 8);
    assertThat(lists.stream().filter(list -> list.kinds().contains(ListKind.DOMAIN)))
        .hasSizeBetween(2, 4);
    assertThat(lists.stream().filter(BlockList::allow)).isNotEmpty();
    assertThat(lists.get(0).name()).isEqualTo("zen.spamhaus.org");
  }

  @Test
  void every_zone_is_known_once() {
    assertThat(BlockLists.catalogue().stream().map(ListEntry::zone).toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(60);
  }

  @Test
  void no_default_list_is_part_of_another_or_dead() {
    Set<String> asked =
        BlockLists.bundled().lists().stream().map(BlockList::zone).collect(Collectors.toSet());
    for (ListEntry entry : BlockLists.catalogue()) {
      if (entry.status() == Status.DEFAULT && !entry.parts().isEmpty()) {
        assertThat(asked).as(entry.zone()).doesNotContainAnyElementsOf(entry.parts());
      }
      if (entry.status() == Status.DEAD) {
        assertThat(asked)
            .noneMatch(zone -> zone.equals(entry.zone()) || zone.endsWith("." + entry.zone()));
        assertThat(entry.reason()).isNotBlank();
      }
    }
  }

  @Test
  void every_part_that_a_list_holds_is_known() {
    Set<String> zones =
        BlockLists.catalogue().stream().map(ListEntry::zone).collect(Collectors.toSet());
    for (ListEntry entry : BlockLists.catalogue()) {
      assertThat(zones).as(entry.zone()).containsAll(entry.parts());
    }
  }

  @Test
  void every_default_list_says_who_runs_it_and_where_to_ask_for_removal() {
    for (BlockList list : BlockLists.bundled().lists()) {
      assertThat(list.operator()).as(list.name()).isNotEqualTo(list.zone());
      assertThat(list.allow() || list.delisting() != null).as(list.name()).isTrue();
    }
  }

  @Test
  void a_copy_of_the_bundled_file_asks_the_same() throws IOException {
    assertThat(BlockLists.read(BUNDLED)).isEqualTo(BlockLists.bundled());
  }

  @Test
  void a_known_zone_has_all_that_the_bundled_file_says() {
    BlockList zen = ReputationLab.lists("zen.spamhaus.org").lists().get(0);
    assertThat(zen.operator()).isEqualTo("Spamhaus");
    assertThat(zen.codes().read(List.of("127.0.0.10")).get(0).weight()).isEqualTo(Weight.POLICY);
    assertThat(ReputationLab.lists("DNSBL-2.uceprotect.net.").lists().get(0).name())
        .isEqualTo("dnsbl-2.uceprotect.net");
  }

  @Test
  void a_list_of_ones_own_needs_its_kinds_only() {
    BlockList own =
        ReputationLab.lists("{zone: bl.example.org, kinds: [ip4, domain]}").lists().get(0);
    assertThat(own.operator()).isEqualTo("bl.example.org");
    assertThat(own.kinds()).containsExactly(ListKind.IP4, ListKind.DOMAIN);
    assertThat(own.listedPoint(ListKind.IP4)).contains("2.0.0.127.bl.example.org");
    assertThat(own.listedPoint(ListKind.DOMAIN)).contains("test.bl.example.org");
    assertThat(own.codes().read(List.of("127.0.0.77")))
        .containsExactly(new ListCode("127.0.0.77", Weight.MEDIUM, "listed"));
  }

  @Test
  void a_key_is_asked_with_and_never_shown() {
    BlockLists lists = ReputationLab.lists("{zone: \"{key}.zen.dq.spamhaus.net\", key: ABCdef123}");
    BlockList list = lists.lists().get(0);
    assertThat(list.question("25.0.2.1")).isEqualTo("1.2.0.25.abcdef123.zen.dq.spamhaus.net");
    assertThat(list.name()).isEqualTo("zen.dq.spamhaus.net");
    assertThat(lists.shown(list.question("25.0.2.1"))).isEqualTo("1.2.0.25.zen.dq.spamhaus.net");
    assertThat(list).hasToString("zen.dq.spamhaus.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnsbl.sorbs.net | 2: dnsbl.sorbs.net is dead: shut down by Proofpoint, all zones emptied (2024-06-05)
          ix.dnsbl.manitu.net | 2: ix.dnsbl.manitu.net is dead: NiX Spam was shut down (2025-01)
          {zone: safe.dnsbl.sorbs.net, kinds: [ip4]} | 2: safe.dnsbl.sorbs.net is dead: shut down by Proofpoint, all zones emptied (2024-06-05)
          cbl.abuseat.org | 2: cbl.abuseat.org is dead: folded into the XBL, which is part of zen.spamhaus.org
          nosuch.example.org | 2: 'nosuch.example.org' is not a list that is known: say its kinds (ip4, ip6, domain)
          "{key}.zen.dq.spamhaus.net" | 2: zen.dq.spamhaus.net needs a key from its operator: add a line 'key: ...'
          {zone: zen.spamhaus.org, key: abc} | 2: a key has its place in the zone: {key}.zen.spamhaus.org
          not a zone | 2: 'not a zone' is not a zone
          [zen.spamhaus.org] | 2: a list consists of key: value lines
          {kinds: [ip4]} | 2: a list without a zone
          {zone: a.example, kinds: [ip5]} | 2: kinds is one of ip4, ip6, domain, not 'ip5'
          {zone: a.example, kinds: [allow]} | 2: kinds names none of ip4, ip6 and domain
          {zone: a.example, kinds: ip4} | 2: kinds is a list of items
          {zone: a.example, kinds: [ip4], colour: red} | 2: 'colour' is not known here
          {zone: a.example, kinds: [ip4], weight: heavy} | 2: weight is one of high, medium, low, info, policy, none, not 'heavy'
          {zone: a.example, kinds: [ip4], codes: {127.0.0.256: {weight: low, meaning: x}}} | 2: '127.0.0.256' is not a return code such as 127.0.0.2
          {zone: a.example, kinds: [ip4], codes: {10.0.0.1: {weight: low, meaning: x}}} | 2: '10.0.0.1' is not a return code such as 127.0.0.2
          {zone: a.example, kinds: [ip4], codes: {127.0.0.2: {weight: low}}} | 2: a code has a weight and a meaning
          {zone: a.example, kinds: [ip4], bits: {3: {weight: low, meaning: x}}} | 2: '3' is not a bit of an octet
          {zone: a.example, kinds: [ip4], tested: [ip6]} | 2: a test of what is not listed here
          {zone: a.example, kinds: [ip4], delisting: "javascript:x"} | 2: delisting is an http or https address
          {zone: a.example, status: dead} | 2: a dead list needs a reason
          {zone: a.example, zone: b.example} | 2: 'zone' stands here twice
          {zone: a.example, operator: &x me, kinds: [*x]} | 2: aliases are not read here
          """)
  void a_mistake_is_one_line_with_file_and_line(String item, String message) {
    assertThatThrownBy(() -> ReputationLab.lists(item))
        .isInstanceOf(InvalidBlockListsException.class)
        .hasMessage("test:" + message);
  }

  @Test
  void zen_is_not_asked_beside_its_parts() {
    assertThatThrownBy(
            () -> ReputationLab.lists("zen.spamhaus.org", "bl.spamcop.net", "xbl.spamhaus.org"))
        .hasMessage(
            "test:4: xbl.spamhaus.org is part of zen.spamhaus.org (line 2): one listing would count"
                + " twice");
    assertThatThrownBy(
            () -> ReputationLab.lists("sbl.spamhaus.org", "{zone: zen.spamhaus.org, kinds: [ip4]}"))
        .hasMessageContaining("test:2: sbl.spamhaus.org is part of zen.spamhaus.org (line 3)");
    assertThat(ReputationLab.lists("sbl.spamhaus.org", "xbl.spamhaus.org").lists()).hasSize(2);
  }

  @Test
  void a_list_that_is_named_twice_is_a_mistake() {
    assertThatThrownBy(() -> ReputationLab.lists("bl.spamcop.net", "BL.spamcop.net"))
        .hasMessage("test:3: bl.spamcop.net is named twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | test: is empty
          'x: 1' | test:1: 'x' is not known here
          'updated: 2026-01-01' | test:1: there is no 'lists:' in it
          'lists:' | test:1: a value is missing
          'lists: []' | test: no list to ask in it
          'lists: [a.example, ]]' | test:1: is not YAML
          'lists: [{zone: a.example, kinds: [ip4], status: optional}]' | test: no list to ask in it
          """)
  void a_file_without_lists_is_a_mistake(String text, String message) {
    assertThatThrownBy(() -> BlockLists.parse("test", text)).hasMessage(message);
  }

  @Test
  void more_lists_than_can_be_asked_are_a_mistake() {
    var text = new StringBuilder("lists:\n");
    for (int i = 0; i <= BlockLists.MAX_LISTS; i++) {
      text.append("  - {zone: l" + i + ".example, kinds: [ip4]}\n");
    }
    assertThatThrownBy(() -> BlockLists.parse("test", text.toString()))
        .hasMessage("test: 51 lists to ask; at most 50");
  }

  @Test
  void a_file_that_is_too_large_is_not_read(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("big.yaml");
    Files.writeString(file, "# " + "x".repeat(BlockLists.MAX_FILE));
    assertThatThrownBy(() -> BlockLists.read(file)).hasMessage(file + ": larger than 256 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{key}.example", "{key}.", "a..example", "-a.example", "a.example/x"})
  void what_is_no_zone_is_refused(String zone) {
    assertThatThrownBy(() -> ReputationLab.lists("{zone: \"" + zone + "\", kinds: [ip4]}"))
        .isInstanceOf(InvalidBlockListsException.class)
        .hasMessageStartingWith("test:2: ");
  }

  @Test
  void whatever_is_in_a_file_it_is_read_or_refused_in_one_printable_line() throws IOException {
    String good = Files.readString(BUNDLED);
    var random = new Random(7);
    var seen = new HashSet<String>();
    for (int i = 0; i < 3000; i++) {
      String text = mutated(random.nextBoolean() ? piece(good, random) : SMALL, random);
      try {
        assertThat(BlockLists.parse("test", text).lists()).isNotEmpty();
        seen.add("read");
      } catch (InvalidBlockListsException e) {
        assertThat(e.getMessage()).startsWith("test:").matches("[ -~]+");
        seen.add(String.valueOf(e.getMessage()).replaceAll("[^a-z ]", ""));
      }
    }
    assertThat(seen).contains("read").hasSizeGreaterThan(20);
  }

  private static final String SMALL =
      """
      lists:
        - zen.spamhaus.org
        - {zone: "{key}.zrd.dq.spamhaus.net", key: abc}
        - zone: bl.example.org
          kinds: [ip4, ip6, allow]
          codes:
            127.0.0.2-9: {weight: high, meaning: "x"}
          bits: {8: {weight: low, meaning: y}}
          refusals: {127.0.0.1: no}
          tested: [ip4]
      """;

  /** Some whole entries of the file. */
  private static String piece(String good, Random random) {
    List<String> entries = List.of(good.split("(?m)^(?=  - )"));
    int from = 1 + random.nextInt(entries.size() - 1);
    return "lists:\n" + String.join("", entries.subList(from, Math.min(entries.size(), from + 3)));
  }

  private static String mutated(String text, Random random) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(4); n > 0; n--) {
      String odd = ":-[]{}&*!|>'\"%@`#\n\t ,\u0000\u001b~?";
      octets[random.nextInt(octets.length)] =
          (byte)
              (random.nextBoolean()
                  ? odd.charAt(random.nextInt(odd.length()))
                  : (char) random.nextInt(256));
    }
    return new String(octets, StandardCharsets.UTF_8);
  }
}
