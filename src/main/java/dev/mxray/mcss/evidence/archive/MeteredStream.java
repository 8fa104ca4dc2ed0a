package dev.mxray.mcss.evidence.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Counts what is read, and ends with an exception where that is more than allowed. Remembers the
 * last header of a tar archive, which tells of what the library cannot read.
 */
final class MeteredStream extends FilterInputStream {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;

  private final byte[] header = new byte[BLOCK];
  private long count;
  private long most = Long.MAX_VALUE;
  private String excess = "";

  MeteredStream(InputStream in) {
    super(in);
  }

  /** Octets read so far. */
  long count() {
    return count;
  }

  /**
   * From here on so many octets may be read.
   *
   * @param excess what is said of more
   */
  void allow(long octets, String excess) {
    most = count + octets;
    this.excess = excess;
  }

  /** The name in the last header; empty before the first one. */
  String headerName() {
    return new String(header, 0, NAME, StandardCharsets.ISO_8859_1).split("\0", 2)[0];
  }

  /** True when the last header is one of GNU tar for a sparse file. */
  boolean isSparseHeader() {
    return header[TYPE] == 'S';
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    if (octet >= 0) {
      counted(1);
    }
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      counted(read);
    }
    if (read == BLOCK && buffer[offset + MAGIC] == 'u' && buffer[offset + MAGIC + 1] == 's') {
      System.arraycopy(buffer, offset, header, 0, BLOCK);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    counted(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void counted(long octets) throws ExcessException {
    count += octets;
    if (count > most) {
      throw new ExcessException(excess);
    }
  }

  /** More was read than allowed. */
  static final class ExcessException extends IOException {
    private static final long serialVersionUID = 1;

    private ExcessException(String message) {
      super(message);
    }
  }
}
