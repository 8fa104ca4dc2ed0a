package dev.mxray.mcss.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceArchiveTest {
  private static final String TOP = Archives.TOP;

  @TempDir private Path folder;

  @Test
  void files_are_found_by_their_paths_below_the_top_folder() throws Exception {
    Evidence evidence =
        read(
            new Archives()
                .special(TOP + "/", TarConstants.LF_DIR, "")
                .file("00_summary.txt", "Hostname: mail.example.com\nCollected epoch: 1795259021\n")
                .file("postfix/version.txt", "# a\n# b\n# ---\nmail_version = 3.7.11\n"));
    assertThat(evidence.host()).isEqualTo("mail.example.com");
    assertThat(evidence.collectedAt()).isEqualTo(Instant.ofEpochSecond(1795259021));
    EvidenceFile version = evidence.file("postfix/version.txt").orElseThrow();
    assertThat(version.lines()).containsExactly("# a", "# b", "# ---", "mail_version = 3.7.11");
    assertThat(version.truncated()).isFalse();
  }

  @Test
  void summary_of_the_older_collector_tells_host_and_time_too() throws Exception {
    Evidence evidence =
        read(
            new Archives()
                .file("00_summary.txt", "Hostname: mx1.example.org\nEpoch raccolta: 1700000000\n"));
    assertThat(evidence.host()).isEqualTo("mx1.example.org");
    assertThat(evidence.collectedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void name_of_the_folder_tells_them_where_the_summary_is_missing() throws Exception {
    Evidence evidence = read(new Archives().file("postfix/version.txt", "x"));
    assertThat(evidence.host()).isEqualTo("mail.example.com");
    assertThat(evidence.collectedAt()).isEqualTo(Instant.parse("2026-11-21T10:30:00Z"));
  }

  @Test
  void a_time_that_is_none_is_no_time() throws Exception {
    Evidence evidence =
        read(
            new Archives()
                .entry(
                    "mailaudit_h_99999999_999999/postfix/version.txt",
                    "x".getBytes(StandardCharsets.UTF_8)));
    assertThat(evidence.host()).isEqualTo("h");
    assertThat(evidence.collectedAt()).isNull();
  }

  @Test
  void files_may_lie_in_the_archive_without_a_top_folder() throws Exception {
    Evidence evidence =
        read(new Archives().entry("./postfix/version.txt", "x".getBytes(StandardCharsets.UTF_8)));
    assertThat(evidence.file("postfix/version.txt")).isPresent();
    assertThat(evidence.host()).isEqualTo("mail.example.com");
  }

  @Test
  void an_unpacked_folder_and_the_one_around_it_are_read_alike() throws Exception {
    Path top = Files.createDirectories(folder.resolve("in").resolve(TOP));
    Files.createDirectory(top.resolve("postfix"));
    Files.writeString(top.resolve("postfix/version.txt"), "mail_version = 3.7.11\r\nx\ry");
    for (Path path : new Path[] {top, folder.resolve("in")}) {
      Evidence evidence = EvidenceArchive.read(path);
      assertThat(evidence.host()).isEqualTo("mail.example.com");
      assertThat(evidence.file("postfix/version.txt").orElseThrow().lines())
          .containsExactly("mail_version = 3.7.11", "x", "y");
    }
  }

  @Test
  void text_that_is_no_utf_8_is_latin_1() throws Exception {
    Evidence evidence =
        read(
            new Archives()
                .entry(TOP + "/postfix/a", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                .entry(TOP + "/postfix/b", "\ufeffcaf\u00e9\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(evidence.file("postfix/a").orElseThrow().lines()).containsExactly("caf\u00e9");
    assertThat(evidence.file("postfix/b").orElseThrow().lines()).containsExactly("caf\u00e9");
  }

  @Test
  void of_a_configuration_of_50_mebibytes_the_beginning_is_kept() throws Exception {
    String line = "smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination";
    byte[] long50 = (line + "\n").repeat(50 * (1 << 20) / 76 + 1).getBytes(StandardCharsets.UTF_8);
    Evidence evidence =
        read(new Archives().entry(TOP + "/postfix/long", long50).file("postfix/next", "x"));
    EvidenceFile file = evidence.file("postfix/long").orElseThrow();
    assertThat(file.truncated()).isTrue();
    assertThat(file.lines()).hasSizeGreaterThan(100_000).containsOnly(line);
    assertThat(evidence.file("postfix/next").orElseThrow().truncated()).isFalse();
  }

  @Test
  void lines_beyond_the_limit_are_left_out() throws Exception {
    Evidence evidence = read(new Archives().file("postfix/a", "\n".repeat(200_001)));
    assertThat(evidence.file("postfix/a").orElseThrow().truncated()).isTrue();
    assertThat(evidence.file("postfix/a").orElseThrow().lines()).hasSize(200_000);
  }

  @Test
  void an_archive_that_ends_too_early_is_truncated() {
    byte[] whole = random(new Archives()).octets();
    for (int length : new int[] {12, 200, whole.length / 2, whole.length - 4}) {
      assertRefused(Arrays.copyOf(whole, length), "truncated");
    }
  }

  @Test
  void a_tar_that_ends_too_early_within_whole_gzip_is_truncated() throws Exception {
    byte[] octets = unpacked(random(new Archives()).octets());
    assertRefused(gzip(Arrays.copyOf(octets, 20_000)), "truncated", "postfix/random");
  }

  @Test
  void a_flipped_bit_is_noticed_by_the_checksum() {
    byte[] whole = random(new Archives()).octets();
    whole[whole.length / 2] ^= 4;
    assertRefused(whole, "corrupted");
  }

  @Test
  void other_formats_are_named() {
    assertRefused(new byte[0], "is empty");
    assertRefused("Salted__abcdefghijkl".getBytes(StandardCharsets.US_ASCII), "openssl enc");
    assertRefused("-----BEGIN PGP MESSAGE-----".getBytes(StandardCharsets.US_ASCII), "OpenPGP");
    assertRefused(new byte[] {(byte) 0x85, 1, 12, 3}, "OpenPGP");
    assertRefused("age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII), "by age");
    assertRefused(new byte[] {'P', 'K', 3, 4, 0}, "ZIP");
    assertRefused("no archive at all".getBytes(StandardCharsets.US_ASCII), "not packed with gzip");
  }

  @Test
  void gzip_of_something_else_is_no_archive() throws Exception {
    assertRefused(gzip("hello\n".repeat(1000).getBytes(StandardCharsets.US_ASCII)), "not a tar");
  }

  @Test
  void archives_without_evidence_are_refused() {
    assertRefused(new Archives().octets(), "no file is in it");
    assertRefused(
        new Archives().entry("linux/Makefile", new byte[] {'x'}).octets(),
        "not the evidence of a mail host");
  }

  @Test
  void two_top_folders_are_refused() {
    assertRefused(
        new Archives().file("postfix/a", "x").entry("other/postfix/a", new byte[] {'x'}).octets(),
        "one top folder");
  }

  @Test
  void names_that_lead_out_are_refused() {
    for (String name :
        new String[] {TOP + "/../../etc/passwd", "..", "a\\..\\..\\b", TOP + "/postfix/.."}) {
      assertRefused(new Archives().entry(name, new byte[] {'x'}).octets(), name, "leads out");
    }
  }

  @Test
  void absolute_names_are_refused() {
    for (String name : new String[] {"/etc/passwd", "C:\\x", "\\\\server\\x"}) {
      assertRefused(new Archives().entry(name, new byte[] {'x'}).octets(), name, "absolute");
    }
  }

  @Test
  void links_out_are_refused() {
    for (String target : new String[] {"/etc/passwd", "../../etc/passwd", "../../../x"}) {
      assertRefused(
          new Archives().special(TOP + "/postfix/a", TarConstants.LF_SYMLINK, target).octets(),
          TOP + "/postfix/a is a link out of the archive, to " + target);
    }
    assertRefused(
        new Archives().special(TOP + "/postfix/a", TarConstants.LF_LINK, "/etc/passwd").octets(),
        "absolute");
    assertRefused(
        new Archives().special(TOP + "/postfix/a", TarConstants.LF_LINK, "etc/passwd").octets(),
        "link out");
  }

  @Test
  void links_inside_are_not_followed_and_second_names_of_files_are() throws Exception {
    Evidence evidence =
        read(
            new Archives()
                .file("postfix/a", "x")
                .special(TOP + "/postfix/b", TarConstants.LF_LINK, TOP + "/postfix/a")
                .special(TOP + "/postfix/c", TarConstants.LF_SYMLINK, "../postfix/a"));
    assertThat(evidence.file("postfix/b").orElseThrow().lines()).containsExactly("x");
    assertThat(evidence.file("postfix/c")).isEmpty();
  }

  @Test
  void links_out_of_a_folder_are_refused() throws Exception {
    Path top = Files.createDirectories(folder.resolve(TOP).resolve("postfix"));
    Files.createSymbolicLink(top.resolve("inside"), Path.of("../postfix"));
    Files.writeString(top.resolve("a"), "x");
    assertThat(EvidenceArchive.read(folder.resolve(TOP)).file("postfix/inside")).isEmpty();
    Path link = Files.createSymbolicLink(top.resolve("out"), Path.of("../../x"));
    assertMessage(() -> EvidenceArchive.read(folder.resolve(TOP)), "postfix/out is a link out");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("/etc/hostname"));
    assertMessage(() -> EvidenceArchive.read(folder.resolve(TOP)), "postfix/out is a link out");
  }

  @Test
  void devices_and_pipes_are_refused() {
    for (byte type : new byte[] {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
      assertRefused(
          new Archives().special(TOP + "/system/a", type, "").octets(), TOP + "/system/a is a");
    }
  }

  /** Made by GNU tar 1.34 with --sparse, in its own format and in that of POSIX. */
  @Test
  void a_sparse_entry_of_10_gigabytes_is_refused_by_its_name() {
    String gnu =
        "H4sIAAAAAAACA+3QQQqDMBBA0dCtl8gNnEnTXMTuQ6BFBUtBzd7D9iCKrtouSy2U/zZ/VjMwt9R2KV/a"
            + "MTbRiQuqTqPKUUTK7l4PZZPrq/nMskuC92sXr32fNfiTGFuZHeRhTL215memLYdz8Xj6wlcOAAAAAAAA"
            + "AAAAAAAAAAD+xAwDjMYSACgAAA==";
    String posix =
        "H4sIAAAAAAACA+3UwUrEMBAG4JzzFH2CdiZtGnvoVT2JIJ5LcMNupN2VpoXFpzdbQUtBinsQiv93SZgh"
            + "CWEy6axv7bjzQ3NoFKmSWXHDlBNR1p72IXu053tnd64P2WHcO3GFuBeVRTGN0XKMh33lPuOsjS5FchZ/"
            + "YAyD7ePx4n9SKrl7eE7Dm+2DSzv7euprlouoP8YoSW3m0aPtXN2tPZ/Lm5G5ni/snW2Df3c1f9dc5pTY"
            + "wccd2VRalVQZSrWpSl0pfXPJvvycFXC11QLGwj1Ndbv1rUuZjaHffgQr/c/zv2CaK+KCRUJb6v/l5TaC"
            + "5bwLCb0EAAAAAAAAAAAAAAAAAAAAsDEfPP2MHgAoAAA=";
    assertRefused(Base64.getDecoder().decode(gnu), "logs/huge is a sparse file");
    // This one the library does not even read: 10 GB is more than it takes for such a size.
    assertRefused(Base64.getDecoder().decode(posix), "/huge");
  }

  @Test
  void a_bomb_is_refused_before_it_is_unpacked() throws Exception {
    var tar = new ByteArrayOutputStream();
    tar.write(plainHeader(TOP + "/logs/bomb", "00377777777\0"));
    tar.write(new byte[8 << 20]);
    Path bomb = Archives.write(folder.resolve("bomb.tar.gz"), gzip(tar.toByteArray()));
    var limits = new ArchiveLimits(100, 1000, 100, 5000, 512L << 20, 10_000, 200, 1 << 20);
    assertMessage(
        () -> new EvidenceArchive(bomb, limits).read(),
        TOP + "/logs/bomb unpacks to more than 200 times");
  }

  @Test
  void a_file_that_says_it_is_longer_than_everything_may_be_is_refused() throws Exception {
    assertRefused(
        gzip(plainHeader(TOP + "/logs/long", "77777777777\0")),
        TOP + "/logs/long is too long: 8589934591 octets");
  }

  @Test
  void too_many_entries_are_refused() {
    var archive = new Archives();
    for (int i = 0; i < 101; i++) {
      archive.file("logs/" + i, "");
    }
    var limits = new ArchiveLimits(100, 1000, 100, 5000, 512L << 20, 10_000, 200, 1 << 20);
    assertMessage(
        () -> new EvidenceArchive(archive.in(folder), limits).read(), "logs/100 is one too many");
  }

  @Test
  void limits_of_text_and_of_what_is_unpacked_hold_for_all_files_together() {
    var small = new ArchiveLimits(100, 1000, 100, 5000, 20_000, 10_000, 200, 1 << 20);
    var text = new Archives();
    for (int i = 0; i < 6; i++) {
      text.file("logs/" + i, "x".repeat(999) + "\n");
    }
    assertMessage(() -> new EvidenceArchive(text.in(folder), small).read(), "logs/5 is too much");
    var long2 =
        new Archives().file("logs/a", "x\n".repeat(6000)).file("logs/b", "x".repeat(12_000));
    assertMessage(
        () -> new EvidenceArchive(long2.in(folder), small).read(),
        "logs/b is too much: the archive unpacks to more than 20000 octets");
  }

  @Test
  void a_header_without_end_is_refused() throws Exception {
    byte[] attributes = plainHeader("PaxHeader", "00010000000\0");
    attributes[156] = 'x';
    checksum(attributes);
    var tar = new ByteArrayOutputStream();
    tar.write(attributes);
    tar.write("2097152 path=".getBytes(StandardCharsets.US_ASCII));
    tar.write(new byte[1 << 21]);
    assertRefused(gzip(tar.toByteArray()), "header that is too long");
  }

  @Test
  void the_same_name_twice_is_refused() {
    assertRefused(
        new Archives().file("logs/a", "x").file("logs/./a", "y").octets(), "is in it twice");
  }

  @Test
  void files_that_are_not_there_are_said_to_be_so() {
    assertMessage(() -> EvidenceArchive.read(folder.resolve("none.tar.gz")), "no such file");
  }

  @Test
  void nothing_is_written() throws Exception {
    Path archive = new Archives().file("postfix/a", "x").in(folder);
    EvidenceArchive.read(archive);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(archive);
    }
  }

  private Evidence read(Archives archive) throws UnreadableEvidenceException {
    return EvidenceArchive.read(archive.in(folder));
  }

  private void assertRefused(byte[] octets, String... parts) {
    Path file = Archives.write(folder.resolve("refused.tar.gz"), octets);
    assertMessage(() -> EvidenceArchive.read(file), parts);
  }

  private static void assertMessage(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(UnreadableEvidenceException.class)
        .message()
        .contains(parts);
  }

  private static Archives random(Archives archive) {
    byte[] octets = new byte[100_000];
    new Random(1).nextBytes(octets);
    return archive.file("postfix/version.txt", "x").entry(TOP + "/postfix/random", octets);
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(octets);
    }
    return packed.toByteArray();
  }

  private static byte[] unpacked(byte[] octets) throws IOException {
    try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(octets))) {
      return in.readAllBytes();
    }
  }

  private static byte[] plainHeader(String name, String size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000600\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, size);
    put(header, 136, "00000000000\0");
    header[156] = '0';
    put(header, 257, "ustar\00000");
    checksum(header);
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octets, 0, header, at, octets.length);
  }

  private static void checksum(byte[] header) {
    put(header, 148, "        ");
    int sum = 0;
    for (byte octet : header) {
      sum += octet & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
  }
}
