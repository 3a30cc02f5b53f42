package id.api.biometric;

import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The registered formats of a captured sample. An image, a record with images inside, or a minutiae record. */
public enum SampleFormat {
    PNG, TIFF, JPEG, BMP,
    /** Wavelet scalar quantization, FBI IAFIS-IC-0110. */
    WSQ,
    /** ISO/IEC 15444-1, JP2 file or bare code stream. */
    JPEG2000,
    /** Finger minutiae record, ISO/IEC 19794-2:2005 ("FMR", version " 20"). */
    ISO19794_2_2005,
    /** Finger minutiae record, ISO/IEC 19794-2:2011 ("FMR", version "030"). */
    ISO19794_2_2011,
    /** Finger image record, ISO/IEC 19794-4:2005 ("FIR", version "010"). */
    ISO19794_4_2005,
    /** Finger image record, ISO/IEC 19794-4:2011 ("FIR", version "020"). */
    ISO19794_4_2011,
    /** Face image record, ISO/IEC 19794-5:2005 ("FAC", version "010"). */
    ISO19794_5_2005,
    /** Face image record, ISO/IEC 19794-5:2011 ("FAC", version "030"). */
    ISO19794_5_2011,
    /** Iris image record, ISO/IEC 19794-6:2011 ("IIR", version "020"). */
    ISO19794_6_2011;

    /** Whether a sample in this format holds minutiae and no picture. */
    public boolean isMinutiae() {
        return this == ISO19794_2_2005 || this == ISO19794_2_2011;
    }

    /**
     * The format that the first bytes announce. Says nothing of whether the rest is sound.
     *
     * @param data
     *            at least 8 bytes to be recognized
     */
    public static Optional<SampleFormat> detect(Bytes data) {
        if (data.size() < 8) {
            return Optional.empty();
        }
        byte[] head = new byte[8];
        data.buffer().get(head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return switch (text.substring(0, 4)) {
            case "\u0089PNG" -> Optional.of(PNG);
            case "II*\0", "MM\0*" -> Optional.of(TIFF);
            case "FMR\0" -> isoVersion(text, " 20\0", ISO19794_2_2005, "030\0", ISO19794_2_2011);
            case "FIR\0" -> isoVersion(text, "010\0", ISO19794_4_2005, "020\0", ISO19794_4_2011);
            case "FAC\0" -> isoVersion(text, "010\0", ISO19794_5_2005, "030\0", ISO19794_5_2011);
            case "IIR\0" -> isoVersion(text, "020\0", ISO19794_6_2011, "020\0", ISO19794_6_2011);
            case "\0\0\0\u000c", "\u00ff\u004f\u00ff\u0051" -> Optional.of(JPEG2000);
            default -> detectShort(text);
        };
    }

    private static Optional<SampleFormat> isoVersion(String head, String first, SampleFormat one, String second,
            SampleFormat two) {
        String version = head.substring(4);
        return version.equals(first) ? Optional.of(one) : version.equals(second) ? Optional.of(two) : Optional.empty();
    }

    private static Optional<SampleFormat> detectShort(String head) {
        return switch (head.substring(0, 2)) {
            case "\u00ff\u00d8" -> Optional.of(JPEG);
            case "\u00ff\u00a0" -> Optional.of(WSQ);
            case "BM" -> Optional.of(BMP);
            default -> Optional.empty();
        };
    }
}
