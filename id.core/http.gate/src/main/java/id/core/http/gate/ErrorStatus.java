package id.core.http.gate;

import id.api.error.ErrorCode;
import java.util.Set;

/** The HTTP status of an error code. */
public final class ErrorStatus {
    /** Say that a name inside the request is not known: the request is wrong, not the address. */
    private static final Set<String> UNKNOWN_WITHIN = Set.of("SCOPE_UNKNOWN", "ROLE_UNKNOWN", "PACKET_SIGNER_UNKNOWN");
    private static final Set<String> ABSENT = Set.of("NOT_FOUND", "RECORD_MISSING");
    private static final Set<String> CONFLICTS = Set.of("CONFLICT", "DUPLICATE_KEY", "STALE_RECORD",
            "IDENTIFIER_TAKEN", "ERASURE_REFUSED", "KEY_IN_USE", "KEY_NOT_ROTATABLE", "KEY_REMOVAL_UNSUPPORTED",
            "APPROVAL_NEEDED");
    private static final Set<String> FORBIDDEN = Set.of("SCOPE_MISSING", "SITE_FOREIGN", "PLACE_NOT_ALLOWED",
            "HOTLISTED");

    private ErrorStatus() {}

    /** The status. */
    public static int of(ErrorCode code) {
        return switch (code.category()) {
            case CALLER -> ofCaller(code.name());
            case EXHAUSTED -> 429;
            case EXTERNAL -> 503;
            case INTERNAL -> 500;
        };
    }

    private static int ofCaller(String name) {
        if (name.equals("TOKEN_INVALID") || name.equals("SESSION_INVALID") || name.equals("LOGIN_REFUSED")
                || name.startsWith("ASSERTION_")) {
            return 401;
        }
        if (FORBIDDEN.contains(name)) {
            return 403;
        }
        if (UNKNOWN_WITHIN.contains(name)) {
            return 400;
        }
        if (ABSENT.contains(name) || name.endsWith("_UNKNOWN")) {
            return 404;
        }
        if (CONFLICTS.contains(name) || name.endsWith("_EXISTS") || name.endsWith("_REPLAYED")
                || name.endsWith("_NOT_ALLOWED")) {
            return 409;
        }
        return name.endsWith("TOO_LARGE") ? 413 : 400;
    }
}
