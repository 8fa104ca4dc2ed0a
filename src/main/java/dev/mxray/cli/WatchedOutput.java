package dev.mxray.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream that remembers why it could not be written to: a print stream only knows that
 * it could not. After the first failure nothing more is written, so that nothing comes out with a
 * hole in it.
 */
final class WatchedOutput extends OutputStream {
  private final FileOutputStream out;
  private volatile @Nullable IOException failure;

  WatchedOutput(FileDescriptor descriptor) {
    this.out = new FileOutputStream(descriptor);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      out.write(octets, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** True when whoever reads a pipe has seen enough and gone: nobody misses the rest. */
  private static boolean isClosedPipe(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }

  /** Why something that somebody waits for could not be written; null when all is well. */
  @Nullable String trouble() {
    IOException e = failure;
    return e == null || isClosedPipe(e) ? null : String.valueOf(e.getMessage());
  }
}
