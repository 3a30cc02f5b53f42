package id.plugins.keys.pkcs11;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a key is called on the token: {@code master-identity@2026-01-31T10:15:30.123456Z}. The time is part of it since
 * Java's PKCS#11 key store knows no dates, and since two nodes that make the same key at the same moment must not give
 * two objects one label: the older one counts.
 *
 * @param name
 *            the name in the vault
 * @param createdAt
 *            when the key was made
 */
record KeyLabel(String name, Instant createdAt) {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9.-]{0,63})@([0-9TZ:.-]{17,40})");

    /** Empty for objects of others on the same token. */
    static Optional<KeyLabel> parse(String label) {
        Matcher matcher = FORM.matcher(label);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KeyLabel(matcher.group(1), Instant.parse(matcher.group(2))));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    String text() {
        return name + "@" + createdAt;
    }
}
