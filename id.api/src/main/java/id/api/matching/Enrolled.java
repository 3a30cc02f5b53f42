package id.api.matching;

import id.api.value.EncounterId;

/**
 * The encounter is in the gallery.
 *
 * @param encounter
 *            which
 * @param wasPresent
 *            whether it had been there before
 */
public record Enrolled(EncounterId encounter, boolean wasPresent) {}
