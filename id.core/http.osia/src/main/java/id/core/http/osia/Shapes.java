package id.core.http.osia;

import static id.core.http.osia.Shape.DATE_TIME;
import static id.core.http.osia.Shape.OPEN;
import static id.core.http.osia.Shape.SCALAR;
import static id.core.http.osia.Shape.TEXT;
import static id.core.http.osia.Shape.WHOLE;
import static id.core.http.osia.Shape.fields;
import static id.core.http.osia.Shape.listOf;
import static id.core.http.osia.Shape.oneOf;
import static id.core.http.osia.Shape.unsupported;

/** The schemas of the OSIA documents, by their names there. */
final class Shapes {
    private static final Shape ENCRYPTION = unsupported(
            "Encrypted parts are not read here: send the content itself, the connection is encrypted");
    private static final Shape INTEGRITY = unsupported(
            "Integrity blocks are not checked here: leave them out rather than rely on them");

    private static final Shape BIOMETRIC_SUB_TYPE = oneOf("UNKNOWN", "RIGHT_THUMB", "RIGHT_INDEX", "RIGHT_MIDDLE",
            "RIGHT_RING", "RIGHT_LITTLE", "LEFT_THUMB", "LEFT_INDEX", "LEFT_MIDDLE", "LEFT_RING", "LEFT_LITTLE",
            "PLAIN_RIGHT_FOUR_FINGERS", "PLAIN_LEFT_FOUR_FINGERS", "PLAIN_THUMBS", "UNKNOWN_PALM", "RIGHT_FULL_PALM",
            "RIGHT_WRITERS_PALM", "LEFT_FULL_PALM", "LEFT_WRITERS_PALM", "RIGHT_LOWER_PALM", "RIGHT_UPPER_PALM",
            "LEFT_LOWER_PALM", "LEFT_UPPER_PALM", "RIGHT_OTHER", "LEFT_OTHER", "RIGHT_INTERDIGITAL", "RIGHT_THENAR",
            "RIGHT_HYPOTHENAR", "LEFT_INTERDIGITAL", "LEFT_THENAR", "LEFT_HYPOTHENAR", "RIGHT_INDEX_AND_MIDDLE",
            "RIGHT_MIDDLE_AND_RING", "RIGHT_RING_AND_LITTLE", "LEFT_INDEX_AND_MIDDLE", "LEFT_MIDDLE_AND_RING",
            "LEFT_RING_AND_LITTLE", "RIGHT_INDEX_AND_LEFT_INDEX", "RIGHT_INDEX_AND_MIDDLE_AND_RING",
            "RIGHT_MIDDLE_AND_RING_AND_LITTLE", "LEFT_INDEX_AND_MIDDLE_AND_RING", "LEFT_MIDDLE_AND_RING_AND_LITTLE",
            "EYE_UNDEF", "EYE_RIGHT", "EYE_LEFT", "EYE_BOTH", "PORTRAIT", "LEFT_PROFILE", "RIGHT_PROFILE");
    private static final Shape BIOMETRIC_TYPE = oneOf("FACE", "FINGER", "IRIS", "SIGNATURE", "UNKNOWN");
    private static final Shape IMPRESSION_TYPE = oneOf("LIVE_SCAN_PLAIN", "LIVE_SCAN_ROLLED", "NONLIVE_SCAN_PLAIN",
            "NONLIVE_SCAN_ROLLED", "LATENT_IMPRESSION", "LATENT_TRACING", "LATENT_PHOTO", "LATENT_LIFT",
            "LIVE_SCAN_SWIPE", "LIVE_SCAN_VERTICAL_ROLL", "LIVE_SCAN_PALM", "NONLIVE_SCAN_PALM",
            "LATENT_PALM_IMPRESSION", "LATENT_PALM_TRACING", "LATENT_PALM_PHOTO", "LATENT_PALM_LIFT",
            "LIVE_SCAN_OPTICAL_CONTACTLESS_PLAIN", "OTHER", "UNKNOWN");
    private static final Shape COMPRESSION_TYPE = oneOf("NONE", "WSQ", "JPEG", "JPEG2000", "PNG");
    private static final Shape DOCUMENT_TYPE = oneOf("ID_CARD", "PASSPORT", "INVOICE", "BIRTH_CERTIFICATE", "FORM",
            "OTHER");

    private static final Shape MISSING_TYPE = fields().may("biometricSubType", BIOMETRIC_SUB_TYPE).may("presence",
            oneOf("BANDAGED", "AMPUTATED", "DAMAGED"));

    private static final Shape DOCUMENT_PART = fields().may("pages", listOf(WHOLE, 1)).may("data", TEXT)
            .may("dataRef", TEXT).may("width", WHOLE).may("height", WHOLE).may("mimeType", TEXT)
            .may("captureDate", DATE_TIME).may("captureDevice", TEXT).may("encryption", ENCRYPTION)
            .may("integrity", INTEGRITY);

    private static final Shape DOCUMENT_DATA = fields().must("documentType", DOCUMENT_TYPE)
            .may("documentTypeOther", TEXT).may("instance", TEXT).must("parts", listOf(DOCUMENT_PART, 1))
            .may("integrity", INTEGRITY);

    /** {@code Enrollment}. Its id and status are the server's: in a request they may be absent. */
    static final Shape ENROLLMENT = fields().may("enrollmentId", TEXT).may("status", oneOf("FINALIZED", "IN_PROGRESS"))
            .may("enrollmentType", TEXT).may("enrollmentFlags", OPEN).may("requestData", OPEN)
            .may("contextualData", OPEN).may("biographicData", OPEN).may("biometricData", listOf(biometricData(), 0))
            .may("documentData", listOf(DOCUMENT_DATA, 0)).may("encryption", ENCRYPTION).may("integrity", INTEGRITY);

    /** {@code Expressions}. */
    static final Shape EXPRESSIONS = listOf(fields().must("attributeName", TEXT)
            .must("operator", oneOf("<", ">", "=", ">=", "<=", "!=")).must("value", SCALAR), 0);

    /** {@code AttributeSet} of Third Party. */
    static final Shape ATTRIBUTE_SET = fields().may("biographicData", OPEN)
            .may("biometricData", listOf(biometricData().may("encounterId", TEXT), 0))
            .may("credentialData", unsupported("Credentials are not compared here: leave them out"))
            .may("contactData", OPEN).may("encryption", ENCRYPTION).may("integrity", INTEGRITY);

    /** {@code OutputAttributeSet} of Third Party. */
    static final Shape OUTPUT_ATTRIBUTE_SET = fields().may("outputBiographicData", listOf(TEXT, 0))
            .may("outputBiometricData", unsupported("Biometric data is not given out: leave it out"))
            .may("outputCredentialData", unsupported("Credential data is not given out: leave it out"))
            .may("outputContactData", listOf(TEXT, 0));

    private Shapes() {}

    private static Shape.Fields biometricData() {
        return fields().must("biometricType", BIOMETRIC_TYPE).may("biometricSubType", BIOMETRIC_SUB_TYPE)
                .may("instance", TEXT).may("image", TEXT).may("imageRef", TEXT).may("captureDate", DATE_TIME)
                .may("captureDevice", TEXT).may("impressionType", IMPRESSION_TYPE).may("width", WHOLE)
                .may("height", WHOLE).may("bitdepth", WHOLE).may("mimeType", TEXT).may("resolution", WHOLE)
                .may("compression", COMPRESSION_TYPE).may("missing", listOf(MISSING_TYPE, 0)).may("metadata", TEXT)
                .may("comment", TEXT).may("template", TEXT).may("templateRef", TEXT).may("templateFormat", TEXT)
                .may("quality", WHOLE).may("qualityFormat", TEXT).may("algorithm", TEXT).may("vendor", TEXT)
                .may("encryption", ENCRYPTION).may("integrity", INTEGRITY);
    }
}
