package id.core.http.osia;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import jakarta.ws.rs.core.SecurityContext;

/** What all operations read of a request besides its body. */
final class Parameters {
    static final String GATE = "(osgi.jakartars.name=idem.gate)";

    private Parameters() {}

    /** Every operation is part of a transaction of the caller. */
    static String transaction(String transactionId) {
        if (transactionId == null || transactionId.isBlank()) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "transactionId",
                    "Give the id of your transaction as query parameter transactionId");
        }
        if (!transactionId.matches("[A-Za-z0-9._:-]{1,64}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "transactionId",
                    "1 to 64 letters, digits, dots, colons, underscores, hyphens");
        }
        return transactionId;
    }

    static boolean flag(String name, String value, boolean otherwise) {
        if (value == null) {
            return otherwise;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IdentityException(GeneralError.INVALID_VALUE, name, "true or false");
        };
    }

    static int number(String name, String value, int otherwise, int lowest, int highest) {
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < lowest || Integer.parseInt(value) > highest) {
            throw new IdentityException(GeneralError.INVALID_VALUE, name,
                    "A whole number from " + lowest + " to " + highest);
        }
        return Integer.parseInt(value);
    }

    /** The id of an enrollment that should be there: one that cannot be an id names none. */
    static EnrollmentId existing(String enrollmentId) {
        try {
            return new EnrollmentId(enrollmentId);
        } catch (IdentityException noSuchForm) {
            throw unknown();
        }
    }

    static IdentityException unknown() {
        return new IdentityException(GeneralError.NOT_FOUND, "enrollmentId", "No enrollment in work has this id");
    }

    static ClientId caller(SecurityContext caller) {
        return new ClientId(caller.getUserPrincipal().getName());
    }
}
