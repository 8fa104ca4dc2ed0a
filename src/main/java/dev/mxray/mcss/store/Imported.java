package dev.mxray.mcss.store;

/**
 * What an import did, or would do.
 *
 * @param added controls that were not there
 * @param changed controls of which something was different
 * @param unchanged controls that were there as they are
 * @param removed controls that were there before and are none of the catalogue
 */
public record Imported(int added, int changed, int unchanged, int removed) {}
