package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.io.IOException;

/** How packets are refused. None of these says anything of what is in one. */
final class PacketRefusal {
    static final String FIELD = "packet";

    private PacketRefusal() {}

    static IdentityException seal(String mend, Throwable cause) {
        return new IdentityException(SecurityError.PACKET_SEAL_INVALID, FIELD, mend, cause);
    }

    static IdentityException changed(Throwable cause) {
        return seal("The packet does not open: it was changed, cut short, or sealed to another key", cause);
    }

    static IdentityException signature(String mend, Throwable cause) {
        return new IdentityException(SecurityError.PACKET_SIGNATURE_INVALID, FIELD, mend, cause);
    }

    static IdentityException malformed(String field, String mend) {
        return new IdentityException(SecurityError.PACKET_MALFORMED, field, mend);
    }

    static IdentityException tooLarge(String field, String what, long limit) {
        return new IdentityException(GeneralError.TOO_LARGE, field, what + " has at most " + limit + " bytes");
    }

    /** Says nothing about the packet. */
    static IdentityException unreadable(IOException cause) {
        return new IdentityException(GeneralError.UNAVAILABLE, FIELD,
                "The packet cannot be read where it lies now: send it again", cause);
    }
}
