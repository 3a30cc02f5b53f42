package id.core.verification;

import java.util.regex.Pattern;

import id.api.error.GeneralError;
import id.api.error.IdentityException;

/** Limits of what is set and of what is asked. */
final class Ranges {
    private static final Pattern FACTOR = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern TRANSACTION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final int LONGEST_LINE = 500;

    private Ranges() {}

    static long require(String key, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    key + " must be " + lowest + " to " + highest + " and is " + value);
        }
        return value;
    }

    /** Keeps a name from outside that is none out of a service filter. */
    static boolean isFactorName(String factor) {
        return FACTOR.matcher(factor).matches();
    }

    /** One line of what a plugin says in its own words, for the log, the audit trail and whoever asked. */
    static String line(String text) {
        String start = text == null ? "it does not say why" : text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text;
        return start.replaceAll("\\p{Cntrl}+", " ");
    }

    static void requireTransactionId(String transactionId) {
        if (transactionId == null || !TRANSACTION.matcher(transactionId).matches()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "transactionId",
                    "1 to 64 letters, digits, dots, colons, underscores, hyphens");
        }
    }
}
