package id.api.biometric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where on the body. Finger codes are those of ISO/IEC 19794-2 and -4 (table "finger position codes"). */
public enum Position {
    UNKNOWN_FINGER(Modality.FINGER, 0), RIGHT_THUMB(Modality.FINGER, 1), RIGHT_INDEX(Modality.FINGER, 2),
    RIGHT_MIDDLE(Modality.FINGER, 3), RIGHT_RING(Modality.FINGER, 4), RIGHT_LITTLE(Modality.FINGER, 5),
    LEFT_THUMB(Modality.FINGER, 6), LEFT_INDEX(Modality.FINGER, 7), LEFT_MIDDLE(Modality.FINGER, 8),
    LEFT_RING(Modality.FINGER, 9), LEFT_LITTLE(Modality.FINGER, 10), UNKNOWN_IRIS(Modality.IRIS, 0),
    RIGHT_IRIS(Modality.IRIS, 1), LEFT_IRIS(Modality.IRIS, 2), FACE(Modality.FACE, 0);

    private final Modality modality;
    private final int isoCode;

    Position(Modality modality, int isoCode) {
        this.modality = modality;
        this.isoCode = isoCode;
    }

    public Modality modality() {
        return modality;
    }

    /** The code that ISO/IEC 19794 gives it within its modality. */
    public int isoCode() {
        return isoCode;
    }

    /** How people write it: {@code right-index}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The position that people write so ({@code right-index}, {@code RIGHT_INDEX}), where there is one. */
    public static Optional<Position> ofLabel(String label) {
        String name = label.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values()).filter(p -> p.name().equals(name)).findFirst();
    }

    /** The position with this ISO code in a modality, where there is one. */
    public static Optional<Position> ofIsoCode(Modality modality, int isoCode) {
        return Arrays.stream(values()).filter(p -> p.modality == modality && p.isoCode == isoCode).findFirst();
    }
}
