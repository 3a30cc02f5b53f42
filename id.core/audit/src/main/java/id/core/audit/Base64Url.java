package id.core.audit;

import id.api.value.Bytes;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding, as JOSE writes it. */
final class Base64Url {
    private Base64Url() {}

    static String of(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }

    /** The bytes of a text in exactly the form that {@link #of} writes: two texts never stand for the same bytes. */
    static Optional<Bytes> decoded(String text) {
        try {
            Bytes bytes = Bytes.of(Base64.getUrlDecoder().decode(text));
            return of(bytes).equals(text) && bytes.size() > 0 ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }
}
