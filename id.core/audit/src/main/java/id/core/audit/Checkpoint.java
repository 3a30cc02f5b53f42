package id.core.audit;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The statement that the chain had a hash at a place. It is signed and lies in the chain as an entry
 * {@code audit.checkpoint} with the details {@code sequence}, {@code head}, {@code minutes}, {@code late}, {@code keyId}
 * and {@code signature} (ES256, r and s, 64 bytes in base64url without padding). Where it is signed by ML-DSA-65 as well,
 * {@code secondKeyId} and {@code second1} to {@code second9}, which put together are that signature (3,309 bytes in base64url
 * without padding).
 *
 * <p>
 * Signed are these lines in UTF-8, with a line feed (U+000A) between them and none at the end; numbers are decimal
 * without leading zeros:
 *
 * <pre>
 * idem-audit-checkpoint-1
 * sequence
 * head, 64 lower case hexadecimal digits
 * minutes
 * late
 * the entry's own time, ISO 8601 in UTC, whole seconds: 2026-01-31T09:30:00Z
 * </pre>
 *
 * Signed twice, the first line is {@code idem-audit-checkpoint-2}, and the {@code secondKeyId} follows as a line of its own:
 * both signatures are of that text, so that neither can be left out.
 *
 * <p>
 * The time is that of the entry, so that a checkpoint fits into no other entry. No text of another purpose is signed by
 * this key in this form: an anchor begins with {@code eyJ}.
 *
 * @param sequence
 *            the last place that it speaks of
 * @param head
 *            the hash there
 * @param minutes
 *            the next one follows so many minutes later at the latest, if the chain grows: signed, since who could change
 *            it could explain missing ones away
 * @param late
 *            for so many minutes before it the process that signed was running and could not sign; 0 usually
 * @param at
 *            when it was signed, in whole seconds
 * @param secondKeyId
 *            the key that signs it by ML-DSA-65 as well
 */
record Checkpoint(long sequence, String head, int minutes, long late, Instant at, Optional<String> secondKeyId) {
    private static final String EVENT = "audit.checkpoint";
    private static final String FORM = "idem-audit-checkpoint-1";
    private static final String SECOND_FORM = "idem-audit-checkpoint-2";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern MINUTES = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern HEAD = Pattern.compile("[0-9a-f]{64}");

    /** One that is signed by ES256 alone. */
    Checkpoint(long sequence, String head, int minutes, long late, Instant at) {
        this(sequence, head, minutes, late, at, Optional.empty());
    }

    /**
     * One as it lies in the chain.
     *
     * @param second
     *            the signature by ML-DSA-65; empty where it is not there
     */
    record Signed(Checkpoint checkpoint, String keyId, Bytes signature, Optional<Bytes> second) {}

    /** Whether an entry claims to be one. */
    static boolean is(AuditRow row) {
        return row.entry().event().equals(EVENT);
    }

    /** What an entry that claims to be one says; empty when it says nothing readable. */
    static Optional<Signed> of(AuditRow row) {
        Map<String, String> details = row.entry().details();
        String sequence = details.getOrDefault("sequence", "");
        String head = details.getOrDefault("head", "");
        String minutes = details.getOrDefault("minutes", "");
        String late = details.getOrDefault("late", "");
        Optional<Bytes> signature = Base64Url.decoded(details.getOrDefault("signature", ""));
        if (!NUMBER.matcher(sequence).matches() || !HEAD.matcher(head).matches() || !MINUTES.matcher(minutes).matches()
                || !NUMBER.matcher(late).matches() || signature.isEmpty()) {
            return Optional.empty();
        }
        Checkpoint checkpoint = new Checkpoint(Long.parseLong(sequence), head, Integer.parseInt(minutes),
                Long.parseLong(late), row.at(), Optional.ofNullable(details.get(SecondSignature.KEY)));
        return Optional.of(new Signed(checkpoint, details.getOrDefault("keyId", ""), signature.get(), SecondSignature.of(details)));
    }

    /** What is signed. */
    Bytes text() {
        String text = String.join("\n", secondKeyId.isPresent() ? SECOND_FORM : FORM, Long.toString(sequence), head,
                Integer.toString(minutes), Long.toString(late), at.toString());
        return Bytes.utf8(secondKeyId.map(key -> text + "\n" + key).orElse(text));
    }

    /** The entry that holds it, to be written with the time {@link #at}. */
    AuditEntry entry(String keyId, Bytes signature) {
        return entry(keyId, signature, Optional.empty());
    }

    /**
     * The same.
     *
     * @param second
     *            the signature by {@link #secondKeyId}
     */
    AuditEntry entry(String keyId, Bytes signature, Optional<Bytes> second) {
        Map<String, String> details = new HashMap<>(
                Map.of("sequence", Long.toString(sequence), "head", head, "minutes", Integer.toString(minutes), "late",
                        Long.toString(late), "keyId", keyId, "signature", Base64Url.of(signature)));
        second.ifPresent(bytes -> details.putAll(SecondSignature.details(secondKeyId.orElseThrow(), bytes)));
        return new AuditEntry(EVENT, ClientId.SYSTEM, "", "DONE", details);
    }
}
