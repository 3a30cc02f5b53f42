package id.api.access;

import id.api.value.ClientId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry of the hotlist.
 *
 * @param id
 *            names the entry: 43 characters that say nothing of the value
 * @param kind
 *            what it is
 * @param value
 *            which; empty for UIN and VID, which are kept as a keyed hash alone
 * @param reason
 *            why, 3 to 200 characters without personal data
 * @param by
 *            who put it there
 * @param since
 *            when
 * @param expiresAt
 *            when it ends by itself; empty: never
 */
public record HotEntry(String id, HotKind kind, Optional<String> value, String reason, ClientId by, Instant since,
        Optional<Instant> expiresAt) {
    public HotEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "HotEntry[" + kind + ", ***]";
    }
}
