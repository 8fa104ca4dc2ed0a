package dev.mxray.mcss.evidence.archive;

/**
 * How much is read.
 *
 * @param entries files, folders and links; the evidence of a host has some 200
 * @param fileBytes of one file that are kept; the rest is passed over and the file is truncated
 * @param fileLines of one file that are kept
 * @param keptBytes of all files together
 * @param unpackedBytes that the archive may have unpacked, whether they are kept or not
 * @param headerBytes between two files: names and attributes
 * @param ratio of unpacked to packed octets
 * @param freeOfRatio unpacked octets from which on the ratio counts: a log of one repeated line is
 *     no bomb yet
 */
record ArchiveLimits(
    int entries,
    int fileBytes,
    int fileLines,
    long keptBytes,
    long unpackedBytes,
    int headerBytes,
    int ratio,
    long freeOfRatio) {
  private static final int MEBIBYTE = 1 << 20;

  /** Those of the command line. Texts are packed to a tenth; 200 is far beyond that. */
  static final ArchiveLimits USUAL =
      new ArchiveLimits(
          20_000,
          8 * MEBIBYTE,
          200_000,
          128L * MEBIBYTE,
          512L * MEBIBYTE,
          MEBIBYTE,
          200,
          64L * MEBIBYTE);
}
