package dev.mxray.check.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

class StsFuzzTest {
  private static final int COUNT = 5000;

  @Test
  void records_are_read_whatever_they_hold() {
    Mutations.of(List.of("v=STSv1; id=2026; a=b;", "v=STSv1;id=1", "x"), COUNT, 1)
        .forEach(
            text -> {
              StsRecord record = StsRecord.parse(text);
              assertThat(record.id() == null || record.id().matches("[A-Za-z0-9]{1,32}"))
                  .as(text)
                  .isTrue();
              assertThat(record.id() != null || !record.faults().isEmpty()).as(text).isTrue();
              assertThat(record.faults())
                  .as(text)
                  .allMatch(
                      fault ->
                          fault.position() >= 1
                              && text.startsWith(fault.token(), fault.position() - 1));
            });
  }

  @Test
  void policies_are_read_whatever_they_hold() {
    Mutations.of(
            List.of(
                "version: STSv1\nmode: enforce\nmx: a.example\nmx: *.b.example\nmax_age: 604800\n",
                "version: STSv1\r\nmode: none\r\nmax_age: 1\r\n"),
            COUNT,
            2)
        .forEach(
            text -> {
              StsPolicy policy = StsPolicy.parse(text);
              if (policy.isValid()) {
                assertThat(policy.mode()).as(text).isNotNull();
                assertThat(policy.maxAge()).as(text).isBetween(0L, StsPolicy.MAX_MAX_AGE);
                assertThat(policy.mode() == StsPolicy.Mode.NONE || !policy.mx().isEmpty())
                    .as(text)
                    .isTrue();
              }
              assertThat(policy.faults()).hasSizeLessThanOrEqualTo(20);
              assertThat(policy.mx()).allMatch(mx -> mx.matches("(\\*\\.)?[a-z0-9_.-]+"));
              assertThat(policy.matches("")).isFalse();
            });
  }
}
