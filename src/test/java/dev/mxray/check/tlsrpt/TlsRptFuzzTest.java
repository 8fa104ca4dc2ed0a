package dev.mxray.check.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsRptFuzzTest {
  @Test
  void records_are_read_whatever_they_hold() {
    Mutations.of(
            List.of(
                "v=TLSRPTv1; rua=mailto:a%2b@example.com,https://example.com/x?y=z; e=f",
                "v=TLSRPTv1;rua=mailto:a@b.example"),
            5000,
            3)
        .forEach(
            text -> {
              TlsRptRecord record = TlsRptRecord.parse(text);
              assertThat(record.rua()).as(text).allMatch(text::contains);
              assertThat(record.rua().isEmpty() && record.faults().isEmpty()).as(text).isFalse();
              assertThat(record.faults())
                  .as(text)
                  .allMatch(
                      fault ->
                          fault.position() >= 1
                              && text.startsWith(fault.token(), fault.position() - 1));
            });
  }
}
