package id.api.matching;

import id.api.value.GalleryId;

/**
 * How a gallery is.
 *
 * @param gallery
 *            which
 * @param encounters
 *            encounters that are searched
 * @param pending
 *            encounters known but not yet searched, such as during loading
 * @param ready
 *            whether every stored encounter is in the search
 */
public record GalleryStatus(GalleryId gallery, long encounters, long pending, boolean ready) {}
