package id.core.http.admin;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.function.Supplier;

/** What the resources read of a request. */
final class Request {
    static final String GATE = "(osgi.jakartars.name=idem.gate)";
    private static final int USUAL = 100;
    static final int MOST = 1_000;

    private Request() {}

    static ClientId caller(SecurityContext caller) {
        return new ClientId(caller.getUserPrincipal().getName());
    }

    /** What a request for two is about, short enough to be kept. */
    static String subject(String text) {
        return text.length() <= 128 ? text : text.substring(0, 128);
    }

    /** How many to list; a hundred when it is not said. */
    static int limit(String limit) {
        if (limit == null) {
            return USUAL;
        }
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "limit is 1 to " + MOST);
        }
        return Integer.parseInt(limit);
    }

    static <T> T required(T value, String field) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new IdentityException(GeneralError.MISSING_VALUE, field, "Give it: it is required");
        }
        return value;
    }

    /** What somebody's data is looked at for: 3 to 200 characters, kept in the audit trail for the person to read. */
    static String purpose(String purpose) {
        String given = required(purpose, "purpose").strip();
        if (given.length() < 3 || given.length() > 200) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "purpose",
                    "purpose is 3 to 200 characters that tell why, such as the number of the case; the person may read them");
        }
        return given;
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String name, String field) {
        String given = required(name, field);
        return Arrays.stream(type.getEnumConstants()).filter(known -> known.name().equals(given)).findFirst()
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, field,
                        "One of " + Arrays.toString(type.getEnumConstants())));
    }

    /** An id in a path: one that cannot be an id names nothing. */
    static <T> T inPath(Supplier<T> made) {
        try {
            return made.get();
        } catch (IdentityException noSuchForm) {
            throw new IdentityException(GeneralError.NOT_FOUND, "", "Nothing has this id", noSuchForm);
        }
    }

    static <T> T at(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IdentityException wrong) {
            throw wrong.at(field);
        }
    }
}
