package id.api.biometric;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about samples and templates. Block 1100 to 1199. */
public enum BiometricError implements ErrorCode {
    /** The bytes are not what their format says, or are cut short. */
    SAMPLE_UNREADABLE(1100, ErrorCategory.CALLER),
    /** No bytes. */
    SAMPLE_EMPTY(1101, ErrorCategory.CALLER),
    /** More bytes, or more pixels once unpacked, than allowed. */
    SAMPLE_TOO_LARGE(1102, ErrorCategory.CALLER),
    /** The format is not known, or not one that the installed matchers read. */
    SAMPLE_FORMAT_UNSUPPORTED(1103, ErrorCategory.CALLER),
    /** The position does not belong to the modality. */
    POSITION_MISMATCH(1104, ErrorCategory.CALLER),
    /** The same position is given twice. */
    POSITION_REPEATED(1105, ErrorCategory.CALLER),
    /** Readable, but without enough features to be told apart from others. */
    SAMPLE_WITHOUT_FEATURES(1106, ErrorCategory.CALLER),
    /** The template is not in a format that the engine reads. */
    TEMPLATE_UNREADABLE(1110, ErrorCategory.INTERNAL),
    /** The engine's score is no number. */
    SCORE_INVALID(1111, ErrorCategory.INTERNAL),
    /** No matcher or engine is installed for the modality. */
    NO_MATCHER(1120, ErrorCategory.EXTERNAL),
    /** The engine did not answer in time or failed. */
    MATCHER_FAILED(1121, ErrorCategory.EXTERNAL),
    /** The gallery cannot take more records. */
    GALLERY_FULL(1130, ErrorCategory.EXHAUSTED);

    private final int number;
    private final ErrorCategory category;

    BiometricError(int number, ErrorCategory category) {
        this.number = number;
        this.category = category;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ErrorCategory category() {
        return category;
    }
}
