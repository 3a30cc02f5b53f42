package id.api.biometric;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.util.regex.Pattern;

/**
 * What an engine keeps of a sample for comparison.
 *
 * @param format
 *            the name of its form, 1 to 64 letters, digits, dots, underscores and hyphens; a vendor's own or an ISO
 *            one: {@code SOURCEAFIS-3}, {@code ISO19794_2_2005}
 * @param data
 *            the template, at least 1 byte
 */
public record BiometricTemplate(String format, Bytes data) {
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public BiometricTemplate {
        if (format == null || !FORMAT.matcher(format).matches() || data.size() == 0) {
            throw new IdentityException(BiometricError.TEMPLATE_UNREADABLE, "format",
                    "A template has a format name and bytes");
        }
    }

    @Override
    public String toString() {
        return "BiometricTemplate[" + format + ", ***]";
    }
}
