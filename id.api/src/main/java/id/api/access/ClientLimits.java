package id.api.access;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits of single clients, where a setting gives them: texts such as {@code bank=6000}. Immutable.
 *
 * @param byClient
 *            the limit of each client that has one of its own
 */
public record ClientLimits(Map<String, Integer> byClient) {
    public ClientLimits {
        byClient = Map.copyOf(byClient);
    }

    /**
     * Reads a setting; blank texts count for nothing.
     *
     * @param setting
     *            its name, for errors
     * @param most
     *            the highest limit that may be given; the lowest is 1
     * @throws IdentityException
     *             INVALID_VALUE, field {@code setting}, when a text is of another form or a limit out of its range
     */
    public static ClientLimits of(String setting, int most, String... texts) {
        Map<String, Integer> limits = new TreeMap<>();
        for (String text : texts) {
            if (text.isBlank()) {
                continue;
            }
            int equals = text.lastIndexOf('=');
            String number = text.substring(equals + 1).strip();
            if (equals < 1 || !number.matches("[0-9]{1,8}")) {
                throw invalid(setting, setting + " holds texts such as bank=6000");
            }
            int limit = Integer.parseInt(number);
            if (limit < 1 || limit > most) {
                throw invalid(setting, setting + " is 1 to " + most + " for each client");
            }
            limits.put(text.substring(0, equals).strip(), limit);
        }
        return new ClientLimits(limits);
    }

    private static IdentityException invalid(String setting, String why) {
        return new IdentityException(GeneralError.INVALID_VALUE, setting, why);
    }
}
