package id.api.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.regex.Pattern;

/** What a scanner says of a document that it read to the end. */
public sealed interface ScanResult {
    /** It found nothing. */
    record Clean() implements ScanResult {}

    /**
     * It found something.
     *
     * @param name
     *            how the scanner calls it: 1 to 200 printable characters of ASCII
     */
    record Infected(String name) implements ScanResult {
        private static final Pattern NAME = Pattern.compile("[ -~]{1,200}");

        public Infected {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "name",
                        "A finding has a name of 1 to 200 printable characters of ASCII");
            }
        }
    }
}
