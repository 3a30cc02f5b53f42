package id.plugins.keys.pkcs12.ceremony;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one person keeps.
 *
 * @param ceremony
 *            id of the ceremony, the same in all its shares
 * @param index
 *            1 to {@code people}
 * @param threshold
 *            how many shares it takes
 * @param people
 *            how many there are
 * @param date
 *            of the ceremony
 * @param opens
 *            fingerprint of the secret, see {@link Ceremony}
 * @param part
 *            the secret part, as long as the secret
 */
public record Share(String ceremony, int index, int threshold, int people, LocalDate date, String opens, byte[] part) {
    static final Pattern ID = Pattern.compile("[0-9a-f]{4}(-[0-9a-f]{4}){3}");
    private static final String VERSION = "1";
    private static final int CHECK_BYTES = 4;
    private static final HexFormat HEX = HexFormat.of();

    public Share {
        part = part.clone();
    }

    @Override
    public byte[] part() {
        return part.clone();
    }

    /** How it is kept: short lines that can be typed from paper; upper and lower case and blanks do not matter. */
    public String text() {
        return """
                Idem key ceremony: share %d of %d. Any %d of them open the vault. Keep it secret.
                version: %s
                ceremony: %s
                share: %d
                threshold: %d
                people: %d
                date: %s
                opens: %s
                secret: %s
                check: %s
                """.formatted(index, people, threshold, VERSION, ceremony, index, threshold, people, date, opens,
                grouped(HEX.formatHex(part)),
                check());
    }

    /**
     * Reads {@link #text()}.
     *
     * @param name
     *            what to call the share when it is damaged
     */
    public static Share parse(String name, String text) throws CeremonyFault {
        Map<String, String> lines = new HashMap<>();
        text.lines().map(line -> line.split(":", 2)).filter(line -> line.length == 2)
                .forEach(line -> lines.put(line[0].strip().toLowerCase(Locale.ROOT),
                        line[1].replaceAll("\\s", "").toLowerCase(Locale.ROOT)));
        if (!VERSION.equals(lines.get("version"))) {
            throw damaged(name, "it has no line \"version: " + VERSION + "\", so it is no share that is understood here");
        }
        try {
            Share share = new Share(line(name, lines, "ceremony"), Integer.parseInt(line(name, lines, "share")),
                    Integer.parseInt(line(name, lines, "threshold")), Integer.parseInt(line(name, lines, "people")),
                    LocalDate.parse(line(name, lines, "date")), line(name, lines, "opens"),
                    HEX.parseHex(line(name, lines, "secret").replace("-", "")));
            if (!share.check().equals(line(name, lines, "check"))) {
                throw damaged(name, "its check does not fit: a character is wrong, compare it with the original");
            }
            if (!share.isPossible()) {
                throw damaged(name, "its numbers are impossible");
            }
            return share;
        } catch (IllegalArgumentException | DateTimeException noValue) {
            // Not the cause: its message holds what was read.
            throw damaged(name, "a number, the date or the secret holds a character that cannot be there");
        }
    }

    private boolean isPossible() {
        return ID.matcher(ceremony).matches() && ID.matcher(opens).matches() && threshold >= Ceremony.LEAST && threshold <= people
                && people <= Ceremony.MOST && index >= 1 && index <= people && part.length > 0;
    }

    private static String line(String name, Map<String, String> lines, String key) throws CeremonyFault {
        String value = lines.get(key);
        if (value == null || value.isEmpty()) {
            throw damaged(name, "its line \"" + key + ": ...\" is missing");
        }
        return value;
    }

    /** Finds every error of typing but one in four thousand million. */
    private String check() {
        String all = String.join("|", VERSION, ceremony, Integer.toString(index), Integer.toString(threshold), Integer.toString(people),
                date.toString(), opens, HEX.formatHex(part));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.US_ASCII));
            return HEX.formatHex(hash, 0, CHECK_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String grouped(String hex) {
        return hex.replaceAll("(.{4})(?=.)", "$1-");
    }

    private static CeremonyFault damaged(String name, String why) {
        return new CeremonyFault(CeremonyFault.Code.SHARE_DAMAGED, name + " is damaged: " + why);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Share share && text().equals(share.text());
    }

    @Override
    public int hashCode() {
        return ceremony.hashCode() + index;
    }

    @Override
    public String toString() {
        return "Share[" + ceremony + ", " + index + " of " + people + ", ***]";
    }
}
