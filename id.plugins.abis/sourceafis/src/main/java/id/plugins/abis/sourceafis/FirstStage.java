package id.plugins.abis.sourceafis;

import id.api.matching.Probe;

/**
 * The seam for a search in two stages: chooses which part of a gallery goes through the exact comparison. The only one
 * so far takes all of it; a stage over compact codes would rank entries and take the best share.
 */
interface FirstStage {
    /** Takes every entry, whatever the share: exact and complete. */
    FirstStage EVERYTHING = (probe, entries, count, share) -> new Selection(entries, count);

    /**
     * @param entries
     *            the gallery; slots may be null; not to be changed
     * @param count
     *            used slots
     * @param share
     *            the largest share to select, above 0 to 1
     */
    Selection select(Probe probe, GalleryEntry[] entries, int count, double share);

    /** Entries to compare exactly: the first {@code count} slots, of which some may be null. */
    record Selection(GalleryEntry[] entries, int count) {}
}
