package dev.mxray.check.dkim;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to read a DKIM key record; see src/site/markdown/performance.md. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime) // Its median bears a busy machine.
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DkimRecordBenchmark {
  private static final String RSA_2048 =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwwGZHikngZ7PZsJfq7j/gPoV/CO7GXHw+k2p"
          + "jjlGKDfWZFgIQPWSvT/vPAQ+GJyg2D71EgCMgG3K4pgXrc9B9NnDjEbmK5a4t+PdCH4hd0fmo6KYQ70F"
          + "uC8J4oPmtbmJQ9YFoBcYsNoHiZrTbzK7dAdvnNXuAtSFq7TU4iyTEADQItePhlYH3cEqElFZ5YRpdEn+"
          + "DibvyPV2OAdzWUBCJggOR1yx6GqX6zzmY+RslWmp9xVUeyJBifzj7PgKhFZs9yzKk40hFeAKvS1cu3u5"
          + "hgSG0BdQIsZ695CSJZQRTDBRBzCV9FyqwFvOE1wPDNMyZ9lrUMl26DNV7qMBxamFRwIDAQAB";

  private static final String ED25519 = "nrXw31Q+nAO498h0yU9P1x2BsacXRhE795hGpRH9wTY=";

  public String rsa = "v=DKIM1; k=rsa; p=" + RSA_2048;
  public String ed25519 = "v=DKIM1; k=ed25519; p=" + ED25519;

  /** The tags alone. */
  @Benchmark
  public Object tagsOfRsa() throws TagList.SyntaxException {
    return TagList.parse(rsa);
  }

  @Benchmark
  public Object tagsOfEd25519() throws TagList.SyntaxException {
    return TagList.parse(ed25519);
  }

  /** The record with its key, decoded and looked at for weaknesses. */
  @Benchmark
  public Object keyOfRsa() {
    return DkimRecordParser.parse(rsa);
  }

  @Benchmark
  public Object keyOfEd25519() {
    return DkimRecordParser.parse(ed25519);
  }
}
