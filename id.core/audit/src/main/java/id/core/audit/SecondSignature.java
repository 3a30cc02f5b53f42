package id.core.audit;

import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signature by ML-DSA-65 beside the one by ES256. What is signed names the key of it, so that the first signature says
 * that there is a second: it cannot be left out. In an entry of the trail, whose details have at most 500 characters, it
 * lies in pieces.
 */
final class SecondSignature {
    static final String ALGORITHM = "ML-DSA-65";
    static final String KEY = "secondKeyId";
    private static final String PIECE = "second";
    private static final int PIECE_CHARACTERS = 500;
    /** Of the 3,309 bytes of FIPS 204 in base64url. */
    private static final int PIECES = 9;

    private SecondSignature() {}

    /** The details that hold it. */
    static Map<String, String> details(String keyId, Bytes signature) {
        Map<String, String> details = new TreeMap<>();
        details.put(KEY, keyId);
        String text = Base64Url.of(signature);
        for (int i = 0; i * PIECE_CHARACTERS < text.length(); i++) {
            details.put(PIECE + (i + 1),
                    text.substring(i * PIECE_CHARACTERS, Math.min(text.length(), (i + 1) * PIECE_CHARACTERS)));
        }
        return details;
    }

    /** What details hold; empty when it is not there, or not readable. */
    static Optional<Bytes> of(Map<String, String> details) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= PIECES; i++) {
            text.append(details.getOrDefault(PIECE + i, ""));
        }
        return Base64Url.decoded(text.toString());
    }

    /**
     * What speaks against one.
     *
     * @param what
     *            that bears it: this checkpoint, this anchor
     * @param keyId
     *            the key that the text names
     * @param signature
     *            empty when it is missing
     */
    static Optional<String> fault(Signer signer, String what, String keyId, Bytes text, Optional<Bytes> signature) {
        if (signature.isEmpty()) {
            return Optional.of(what + " lacks the signature by " + ALGORITHM + " that it names: it was removed");
        }
        SignatureCheck check = signer.checkSecond(Signer.Purpose.AUDIT, keyId, text, signature.get());
        return switch (check) {
            case FITS -> Optional.empty();
            case KEY_UNKNOWN -> Optional.of(what + " was signed a second time by a key of " + ALGORITHM
                    + " that this system does not have: it is of another system, or the keys of this one were exchanged");
            case DOES_NOT_FIT -> Optional.of("The signature by " + ALGORITHM + " does not fit, though the one by ES256 does: "
                    + what.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + what.substring(1)
                    + " was changed, or made by somebody who can break ES256");
        };
    }
}
