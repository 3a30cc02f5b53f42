package id.api.matching;

import id.api.value.EncounterId;

/**
 * The encounter is not in the gallery.
 *
 * @param encounter
 *            which
 * @param wasPresent
 *            whether it had been there before
 */
public record Withdrawn(EncounterId encounter, boolean wasPresent) {}
