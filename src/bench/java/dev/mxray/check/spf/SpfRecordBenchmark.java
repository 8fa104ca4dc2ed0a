package dev.mxray.check.spf;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to read an SPF record; see src/site/markdown/performance.md. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime) // Its median bears a busy machine.
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SpfRecordBenchmark {
  /** Shapes of records as large providers and their customers publish them. */
  @Param({
    "v=spf1 include:_spf.example.com ~all",
    "v=spf1 mx a:mail.example.com ip4:192.0.2.0/24 include:spf.protection.example.net -all",
    "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/22 ip4:203.0.113.0/24 ip6:2001:db8:4000::/36"
        + " ip6:2001:db8:8000::/36 include:_spf1.example.com include:_spf2.example.com ~all"
  })
  public String record = "";

  @Benchmark
  public SpfRecord parse() {
    return SpfParser.parse(record);
  }
}
