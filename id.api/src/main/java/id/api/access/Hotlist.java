package id.api.access;

import id.api.value.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is kept out at once, on every node: each question reads the store. Changes are audited. Safe for concurrent use;
 * a question costs one indexed read.
 */
@ProviderType
public interface Hotlist {
    /**
     * Puts something on the list, or gives its entry a new reason and end.
     *
     * @param value
     *            which one, 1 to 128 characters; a UIN or VID without blanks
     * @param expiresAt
     *            when it ends by itself, in the future; empty: never
     *
     * @throws id.api.error.IdentityException
     *             INVALID_VALUE
     */
    HotEntry add(HotKind kind, String value, String reason, Optional<Instant> expiresAt, ClientId by);

    /**
     * Takes something off the list.
     *
     * @throws id.api.error.IdentityException
     *             HOTLIST_ENTRY_UNKNOWN
     */
    void remove(HotKind kind, String value, ClientId by);

    /** All entries that have not ended, newest first; at most 10,000. */
    List<HotEntry> list();

    /** Whether it is on the list now. A store that does not answer is an error, never a no. */
    boolean isHot(HotKind kind, String value);
}
