package id.core.http.station;

import id.api.value.ClientId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is on disk of an upload besides its bytes.
 *
 * @param owner
 *            whose it is
 * @param length
 *            how long it will be, in bytes
 * @param expiresAt
 *            until when it is kept
 * @param outcome
 *            what came of it
 */
record UploadState(ClientId owner, long length, Instant expiresAt, Outcome outcome) {

    /**
     * What came of an upload.
     *
     * @param kind
     *            how far it is
     * @param enrollment
     *            the enrollment that it became
     * @param code
     *            why it was refused
     * @param field
     *            where in the packet
     * @param message
     *            how to mend it
     */
    record Outcome(Kind kind, Optional<String> enrollment, String code, String field, String message) {
        static Outcome of(Kind kind) {
            return new Outcome(kind, Optional.empty(), "", "", "");
        }

        boolean isFinal() {
            return kind == Kind.ACCEPTED || kind == Kind.REFUSED;
        }
    }

    /** How far an upload is. */
    enum Kind {
        /** Bytes are missing. */
        OPEN,
        /** It was or is being given to the pipeline, and nobody has noted what that said. */
        SUBMITTING,
        /** It is an enrollment. */
        ACCEPTED,
        /** It was refused for good. */
        REFUSED
    }

    UploadState with(Outcome next) {
        return new UploadState(owner, length, expiresAt, next);
    }
}
