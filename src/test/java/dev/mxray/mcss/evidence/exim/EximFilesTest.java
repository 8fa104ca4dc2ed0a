package dev.mxray.mcss.evidence.exim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class EximFilesTest {
  private static List<String> resolved(String text) {
    return Macros.resolved(
            EximLine.of(new EvidenceFile("exim/x.conf", text.lines().toList(), false)))
        .stream()
        .map(EximLine::text)
        .toList();
  }

  @Test
  void lines_are_joined_by_a_backslash_and_comments_left_out() {
    assertThat(resolved("# c\na = 1 \\\n  # c\n  2\nb = 3")).containsExactly("a = 1 2", "b = 3");
  }

  @Test
  void macros_are_replaced_also_within_each_other() {
    assertThat(resolved("DOMAIN = example.com\nKEY = /keys/DOMAIN.pem\nx = KEY\ny = KEYS"))
        .containsExactly("x = /keys/example.com.pem", "y = KEYS");
  }

  @Test
  void conditions_choose_their_branch() {
    assertThat(
            resolved(
                """
                TLS = 1
                .ifdef TLS
                a = 1
                .ifndef TLS
                b = 1
                .else
                c = 1
                .endif
                .elifdef OTHER
                d = 1
                .else
                e = 1
                .endif
                f = 1
                """))
        .containsExactly("a = 1", "c = 1", "f = 1");
  }

  @Test
  void a_macro_that_holds_itself_ends() {
    assertThat(resolved("LOOP = LOOP LOOP\nx = LOOP").get(0)).hasSizeLessThan(200_000);
  }

  @Test
  void a_list_is_cut_at_its_separator_and_not_at_doubled_ones() {
    assertThat(EximLists.items("127.0.0.1 : ::::1 : +own"))
        .containsExactly("127.0.0.1", "::1", "+own");
    assertThat(EximLists.items("<; ::1 ; 192.0.2.0/24")).containsExactly("::1", "192.0.2.0/24");
    assertThat(EximLists.items(":")).isEmpty();
    assertThat(EximLists.items("${if eq{a:b}{c}{d}} : x"))
        .containsExactly("${if eq{a:b}{c}{d}}", "x");
  }

  @Test
  void no_configuration_makes_the_readers_fail() {
    List<String> seeds =
        List.of(
            """
            A = b
            .ifdef A
            hostlist h = <; ::1 ; +h
            .endif
            acl_smtp_rcpt = r
            begin acl
            r:
            accept hosts = +h : !*
            endpass
            domains = !+d
            require acl = r
            begin transports
            t:
            driver = smtp
            dkim_domain = A""",
            ".else\n.endif\nbegin acl\n accept\n x:\n accept acl = x\n accept = y\n");
    Mutations.of(seeds, 3_000, 3)
        .forEach(
            text -> {
              Host host = Host.empty().with(EximConfig.FILE, text);
              EximAssessors.all()
                  .values()
                  .forEach(a -> assertThat(a.assess(host.evidence())).isNotNull());
            });
  }
}
