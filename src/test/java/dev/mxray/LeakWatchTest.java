package dev.mxray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That the watch over leaks would see one. */
class LeakWatchTest {
  private int written;

  @Test
  void a_buffer_that_is_forgotten_is_reported() {
    forget();

    List<String> reports = new ArrayList<>();
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> reports.addAll(LeakWatch.reports()) || !reports.isEmpty());
    assertThat(reports.get(0)).contains(LeakWatchTest.class.getName());
  }

  /** In a frame of its own, so that nothing holds on to the buffer. */
  private void forget() {
    ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16).writeInt(7);
    written = buffer.readableBytes();
    assertThat(written).isEqualTo(4);
  }
}
