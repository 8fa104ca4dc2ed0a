package dev.mxray.check.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsRecordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=STSv1; id=20160831085700Z",
        "v=STSv1;id=20160831085700Z;",
        "v=STSv1; id=20160831085700Z ; ",
        "v=STSv1;\tid=20160831085700Z",
        "v=STSv1; other=value; id=20160831085700Z",
        "v=STSv1; id=20160831085700Z; id=second"
      })
  void valid_records_have_their_id(String text) {
    StsRecord record = StsRecord.parse(text);
    assertThat(record.faults()).isEmpty();
    assertThat(record.id()).isEqualTo("20160831085700Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=STSv1;                | the field id is missing            | ''           | 9",
        "v=STSv1; id=            | an id has 1 to 32 letters and digits | id=        | 10",
        "v=STSv1; id=2026-11-20  | an id has 1 to 32 letters and digits | id=2026-11-20 | 10",
        "v=STSv1; id=123456789012345678901234567890123"
            + " | an id has 1 to 32 letters and digits | id=123456789012345678901234567890123 | 10",
        "v=STSv1; id=1; nonsense | no '=' in a field                  | nonsense     | 16",
        "v=STSv1; id=1;; x=y     | an empty field                     | ;            | 15",
        "v=STSv1; id=1; a b=c    | a field name that is none          | a b=c        | 16",
        "v=STSv1; id=1; x=a=b    | a value that a field cannot have   | x=a=b        | 16",
        "v=STSv1; id=1; x=       | a value that a field cannot have   | x=           | 16"
      })
  void faults_name_their_place(String text, String reason, String token, int position) {
    assertThat(StsRecord.parse(text).faults())
        .first()
        .returns(token, FieldList.Fault::token)
        .returns(position, FieldList.Fault::position)
        .returns(reason, FieldList.Fault::reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=STSv1",
        "v=STSv1 ; id=1",
        "v=stsv1; id=1",
        "V=STSv1; id=1",
        " v=STSv1; id=1",
        "v = STSv1; id=1",
        "\"v=STSv1; id=1\"",
        "v=STSv10; id=1"
      })
  void senders_discard_what_does_not_begin_exactly_like_this(String text) {
    assertThat(StsRecord.isRecord(text)).isFalse();
    assertThat(StsRecord.isNearly(text)).isTrue();
    assertThat(StsRecord.parse(text).faults()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v=spf1 -all", "v=DMARC1; p=none", "v=TLSRPTv1; rua=x", "STSv1"})
  void other_texts_are_no_records_at_all(String text) {
    assertThat(StsRecord.isRecord(text)).isFalse();
    assertThat(StsRecord.isNearly(text)).isFalse();
  }

  @Test
  void thousands_of_fields_are_read_in_time() {
    String text = "v=STSv1; id=1" + "; a=b".repeat(13_000);
    assertThat(StsRecord.parse(text).faults()).isEmpty();
    assertThat(StsRecord.parse("v=STSv1" + ";".repeat(60_000)).faults()).isNotEmpty();
  }
}
