package id.api.device;

/** What presentation attack detection says of a capture. */
public enum PresentationAttackResult {
    /** Checked; a living person as far as the device can tell. */
    BONA_FIDE,
    /** Checked; an artefact is suspected. */
    ATTACK_SUSPECTED,
    /** The device does not check: never to be read as bona fide. */
    NOT_CHECKED
}
