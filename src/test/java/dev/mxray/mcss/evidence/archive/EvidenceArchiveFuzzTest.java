package dev.mxray.mcss.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mxray.mcss.evidence.Evidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Whatever the octets are, it is evidence or an exception of one type. */
class EvidenceArchiveFuzzTest {
  private static final ArchiveLimits SMALL =
      new ArchiveLimits(50, 4000, 500, 20_000, 100_000, 20_000, 200, 50_000);

  private static byte[] whole() {
    return new Archives()
        .special(Archives.TOP + "/", TarConstants.LF_DIR, "")
        .file("00_summary.txt", "Hostname: mail.example.com\nCollected epoch: 1795259021\n")
        .file("postfix/" + "long".repeat(40) + ".txt", "x\r\ny\n")
        .special(Archives.TOP + "/tls/a", TarConstants.LF_SYMLINK, "b")
        .file("logs/a", "x\n".repeat(3000))
        .octets();
  }

  @Test
  void packed_archives_with_changed_octets_are_read_or_refused() {
    byte[] whole = whole();
    var random = new Random(20261121);
    for (int i = 0; i < 2000; i++) {
      judged(changed(whole, random));
    }
  }

  @Test
  void tar_archives_with_changed_octets_are_read_or_refused() throws IOException {
    byte[] tar = new GZIPInputStream(new ByteArrayInputStream(whole())).readAllBytes();
    var random = new Random(6);
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      read += judged(gzip(withChecksums(changed(tar, random)))) ? 1 : 0;
    }
    // Neither everything nor nothing is refused.
    assertThat(read).isBetween(100, 2900);
  }

  @FuzzTest(maxDuration = "60s")
  void any_tar_is_read_or_refused(FuzzedDataProvider data) throws IOException {
    judged(gzip(withChecksums(data.consumeRemainingAsBytes())));
  }

  private static boolean judged(byte[] octets) {
    try {
      var gathering = new Gathering(SMALL);
      TarReader.read(new ByteArrayInputStream(octets), SMALL, gathering);
      Evidence evidence = gathering.evidence("a.tar.gz");
      assertThat(evidence.under(""))
          .isNotEmpty()
          .allSatisfy(
              file -> {
                assertThat(file.path()).doesNotStartWith("/").doesNotContain("..");
                assertThat(file.lines()).hasSizeLessThanOrEqualTo(SMALL.fileLines());
              });
      return true;
    } catch (UnreadableEvidenceException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  private static byte[] changed(byte[] octets, Random random) {
    byte[] changed = octets.clone();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  /** Checksums put right in every block that looks like a header: else nothing gets past them. */
  private static byte[] withChecksums(byte[] tar) {
    byte[] right = tar.clone();
    for (int at = 0; at + 512 <= right.length; at += 512) {
      if (right[at + 257] == 'u' && right[at + 258] == 's') {
        for (int i = 148; i < 156; i++) {
          right[at + i] = ' ';
        }
        int sum = 0;
        for (int i = 0; i < 512; i++) {
          sum += right[at + i] & 0xff;
        }
        byte[] digits =
            String.format("%06o\0 ", sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, right, at + 148, 8);
      }
    }
    return right;
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(octets);
    }
    return packed.toByteArray();
  }
}
