package dev.mxray;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes a Netty leak report fail the test class after which it appears; by itself Netty only logs
 * it. Registered for all tests in META-INF/services. A buffer is tracked because the build sets
 * {@code io.netty.leakDetection.level} to paranoid, and reported once it was collected as garbage
 * without having been released.
 */
public final class LeakWatch implements AfterAllCallback {
  private static final long MAX_WAIT_MILLIS = 1000;

  private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

  static {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> reports = reports();
    if (!reports.isEmpty()) {
      throw new AssertionError(
          reports.size()
              + " leaked, by this class or one before it:\n"
              + String.join("\n", reports));
    }
  }

  /** What leaked since the last call. */
  static List<String> reports() {
    collectGarbage();
    // Netty looks for what was collected when it tracks the next buffer.
    ByteBufAllocator.DEFAULT.buffer(1).release();
    var reports = new ArrayList<String>();
    for (String report = REPORTS.poll(); report != null; report = REPORTS.poll()) {
      reports.add(report);
    }
    return reports;
  }

  /** Waits until the JVM has told about what it collected, which it does behind one's back. */
  private static void collectGarbage() {
    var collected = new ReferenceQueue<Object>();
    for (int i = 0; i < 2; i++) {
      var witness = new WeakReference<>(new Object(), collected);
      try {
        System.gc();
        var unused = collected.remove(MAX_WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        Reference.reachabilityFence(witness);
      }
    }
  }

  private static final class Factory extends ResourceLeakDetectorFactory {
    @Override
    @SuppressWarnings("deprecation") // The abstract method is the deprecated one.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new Detector<>(resource, samplingInterval);
    }
  }

  private static final class Detector<T> extends ResourceLeakDetector<T> {
    Detector(Class<T> resource, int samplingInterval) {
      super(resource, samplingInterval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
      REPORTS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
      REPORTS.add(resourceType);
    }
  }
}
