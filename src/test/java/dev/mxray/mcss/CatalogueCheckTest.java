package dev.mxray.mcss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueCheckTest {
  private static final String MASTER =
      "control_id,area,component,evidence_file,severity,EV,AC,AR,PR,UI,VC,VI,VA,RC\n";
  private static final String LOCALISED =
      "control_id,control_name,description,evidence_file,severity,EV,AC,AR,PR,UI,VC,VI,VA,RC\n";
  private static final String GOOD = "A-001,MTA,Postfix,a.txt,High,N,L,N,N,N,N,H,H,S\n";

  private static List<String> errors(String text) {
    return errors(text.getBytes(UTF_8));
  }

  private static List<String> errors(byte[] octets) {
    var check = new CatalogueCheck();
    check.check("f.csv", octets);
    return check.errors().stream().map(CatalogueCheck.Problem::toString).toList();
  }

  @Test
  void a_good_file_has_no_error_and_its_controls_have_scores() {
    var check = new CatalogueCheck();
    check.check("f.csv", (MASTER + GOOD).getBytes(UTF_8));

    assertThat(check.errors()).isEmpty();
    assertThat(check.controls()).hasSize(1);
    assertThat(check.controls().get(0).scores().baseScore()).hasToString("10.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A-1,MTA,P,a,High,N,L,N,N,N,N,H,H      | f.csv:2: has 13 values for 14 columns",
        "A-1,MTA,P,a,High,N,L,N,N,N,N,H,H,S,T  | f.csv:2: has 15 values for 14 columns",
        "A-1                                   | f.csv:2: has 1 value for 14 columns",
        "A-1,MTA,P,a,High,X,L,N,N,N,N,H,H,S    | f.csv:2: A-1: 'X' is no value of EV, which has N A L P",
        "A-1,MTA,P,a,High,N,LL,N,N,N,N,H,H,S   | f.csv:2: A-1: 'LL' is no value of AC, which has L H",
        "A-1,MTA,P,a,High,n,L,N,N,N,N,H,H,S    | f.csv:2: A-1: 'n' is no value of EV, which has N A L P",
        "A-1,MTA,P,a,high,N,L,N,N,N,N,H,H,S    | f.csv:2: A-1: 'high' is no severity, which is one of Critical, High, Medium, Low, Info",
        "A-1,MTA,P,a,None,N,L,N,N,N,N,H,H,S    | f.csv:2: A-1: 'None' is no severity, which is one of Critical, High, Medium, Low, Info",
        "A-1,,P,a,High,N,L,N,N,N,N,H,H,S       | f.csv:2: A-1: area is empty",
        "A-1,MTA,P,a,High,N,L,N,N,N,N,H,H,     | f.csv:2: A-1: RC is empty",
        ",MTA,P,a,High,N,L,N,N,N,N,H,H,S       | f.csv:2: control_id is empty",
        "A 1,MTA,P,a,High,N,L,N,N,N,N,H,H,S    | f.csv:2: control_id has a space or control character in it",
        "A-1,MTA,\"P,a,High,N,L,N,N,N,N,H,H,S  | f.csv:2: a quotation mark is opened and never closed",
        "A-1,MTA,\"P\"x,a,High,N,L,N,N,N,N,H,H,S | f.csv:2: A-1: something stands behind a closing quotation mark",
        "A-1,MTA,P\"x,a,High,N,L,N,N,N,N,H,H,S | f.csv:2: A-1: a quotation mark stands in the middle of a value"
      })
  void a_wrong_line_is_named_with_what_is_wrong(String line, String error) {
    assertThat(errors(MASTER + line + "\n")).containsExactly(error);
  }

  @Test
  void everything_that_is_wrong_is_told_and_not_only_the_first() {
    assertThat(
            errors(
                MASTER
                    + GOOD
                    + "A-001,MTA,Postfix,a.txt,Highest,Z,L,N,N,N,N,H,H,S\n"
                    + "\n"
                    + "A-003,MTA,Postfix\n"
                    + "A-004,MTA,Postfix,,High,N,L,N,N,N,N,Q,H,S\n"))
        .containsExactly(
            "f.csv:3: control_id 'A-001' is already at f.csv:2",
            "f.csv:3: A-001: 'Highest' is no severity, which is one of Critical, High, Medium, Low,"
                + " Info",
            "f.csv:3: A-001: 'Z' is no value of EV, which has N A L P",
            "f.csv:5: has 3 values for 14 columns",
            "f.csv:6: A-004: evidence_file is empty",
            "f.csv:6: A-004: 'Q' is no value of VI, which has H L N");
  }

  @Test
  void an_id_occurs_once_in_all_files_together() {
    var check = new CatalogueCheck();
    check.check("one.csv", (MASTER + GOOD).getBytes(UTF_8));
    check.check("two.csv", (MASTER + "\n" + GOOD).getBytes(UTF_8));

    assertThat(check.errors())
        .hasToString("[two.csv:3: control_id 'A-001' is already at one.csv:2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "control_id,area,component,severity,EV,AC,AR,PR,UI,VC,VI,VA,RC | f.csv:1: the column evidence_file is missing",
        "control_id,area,component                                     | f.csv:1: the columns evidence_file, severity, EV, AC, AR, PR, UI, VC, VI, VA, RC are missing",
        "control_id,control_name,evidence_file,severity,EV,AC,AR,PR,UI,VC,VI,VA,RC | f.csv:1: the column description is missing",
        "control_id,area,component,evidence_file,severity,EV,EV,AC,AR,PR,UI,VC,VI,VA,RC | f.csv:1: the column 'EV' is there twice"
      })
  void columns_that_are_missing_or_twice_are_named(String header, String error) {
    assertThat(errors(header + "\n")).contains(error);
  }

  @Test
  void lines_of_a_file_without_some_column_are_checked_all_the_same() {
    assertThat(errors("control_id,area,component,EV\nA-1,MTA,P,X\n"))
        .hasSize(2)
        .element(1)
        .asString()
        .isEqualTo("f.csv:2: A-1: 'X' is no value of EV, which has N A L P");
  }

  @Test
  void a_file_without_lines_or_controls_says_so() {
    assertThat(errors("")).containsExactly("f.csv:1: is empty: no line names the columns");
    assertThat(errors("\n\n")).containsExactly("f.csv:1: is empty: no line names the columns");
    assertThat(errors(MASTER)).containsExactly("f.csv:1: no control follows the columns");
  }

  @Test
  void line_ends_of_other_systems_are_fine() {
    assertThat(errors((MASTER + GOOD).replace("\n", "\r\n"))).isEmpty();
    assertThat(errors(MASTER + GOOD.strip())).isEmpty();
  }

  @Test
  void a_byte_order_mark_is_read_and_warned_of() {
    var check = new CatalogueCheck();
    check.check("f.csv", ("\ufeff" + MASTER + GOOD).getBytes(UTF_8));

    assertThat(check.errors()).isEmpty();
    assertThat(check.controls()).hasSize(1);
    assertThat(check.warnings())
        .hasToString(
            "[f.csv:1: begins with a byte order mark, which the framework's tools do not read]");
  }

  @Test
  void lines_that_are_not_utf_8_are_named() {
    byte[] latin = (LOCALISED + "A-1,Perché,Così.,a,High,N,L,N,N,N,N,H,H,S\n").getBytes(ISO_8859_1);

    assertThat(errors(latin)).containsExactly("f.csv:2: is not UTF-8");
  }

  @Test
  void quoted_values_may_have_commas_quotation_marks_and_lines() {
    String two = "A-1,\"one, \"\"two\"\"\",\"first\nsecond\",a,High,N,L,N,N,N,N,H,H,S\n";

    assertThat(errors(LOCALISED + two)).isEmpty();
    assertThat(errors(LOCALISED + two + "A-2\n"))
        .containsExactly("f.csv:4: has 1 value for 14 columns");
  }

  @Test
  void a_column_of_vectors_has_to_agree_with_the_metrics() {
    String header = MASTER.strip() + ",vector\n";
    String line = GOOD.strip();

    assertThat(errors(header + line + ",MCSS:1.0/RC:S/EV:N/AC:L/AR:N/PR:N/UI:N/VC:N/VI:H/VA:H\n"))
        .isEmpty();
    assertThat(errors(header + line + ",MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:N/VI:H/VA:L/RC:S\n"))
        .containsExactly(
            "f.csv:2: A-001: the vector is not that of the metrics,"
                + " MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:N/VI:H/VA:H/RC:S");
    assertThat(errors(header + line + ",MCSS:1.0/EV:Q\n"))
        .containsExactly(
            "f.csv:2: A-001: vector: 'Q' is no value of EV, which has N A L P at position 13");
  }

  @Test
  void whatever_is_read_is_accepted_or_refused_with_a_line_that_is_there() {
    var random = new Random(6);
    byte[] whole = (LOCALISED + "A-1,\"N, n\",D.,a,High,N,L,N,N,N,N,H,H,S\n").getBytes(UTF_8);
    for (int i = 0; i < 5_000; i++) {
      byte[] octets = whole.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        octets[random.nextInt(octets.length)] = (byte) "\",\n\r\0é A".charAt(random.nextInt(8));
      }
      int lines = 1;
      for (byte octet : octets) {
        lines += octet == '\n' ? 1 : 0;
      }
      var check = new CatalogueCheck();
      check.check("f.csv", octets);
      int last = lines;
      assertThat(check.errors())
          .allSatisfy(error -> assertThat(error.line()).isBetween(1, last))
          .allSatisfy(error -> assertThat(error.message()).isNotBlank());
    }
  }
}
