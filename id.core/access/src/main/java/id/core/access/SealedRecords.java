package id.core.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.storage.AccessRecord;
import id.api.storage.AccessStore;
import id.api.value.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Records of the store with their content opened: JSON, sealed to its place. */
@Component(service = SealedRecords.class)
public final class SealedRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    private final AccessStore store;
    private final FieldCipher cipher;
    private final InstantSource clock;

    @Activate
    public SealedRecords(@Reference AccessStore store, @Reference FieldCipher cipher, @Reference InstantSource clock) {
        this.store = store;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * A record.
     *
     * @param <T>
     *            what its content is
     */
    record Opened<T>(String id, T content, long version, Optional<Instant> expiresAt) {
        /** The same with another content, as the next version. */
        Opened<T> next(T changed) {
            return new Opened<>(id, changed, version + 1, expiresAt);
        }

        @Override
        public String toString() {
            return "Opened[***]";
        }
    }

    Instant now() {
        return clock.instant();
    }

    boolean create(AccessRecord.Kind kind, String id, Object content, Optional<Instant> expiresAt) {
        return store.create(sealed(kind, new Opened<>(id, content, 1, expiresAt)), now());
    }

    /** Stores a next version; false where another change came first. */
    boolean replace(AccessRecord.Kind kind, Opened<?> next) {
        return store.replace(sealed(kind, next), now());
    }

    /** Whether there is one, without opening it. */
    boolean exists(AccessRecord.Kind kind, String id) {
        return store.find(kind, id, now()).isPresent();
    }

    <T> Optional<Opened<T>> find(AccessRecord.Kind kind, String id, Class<T> type) {
        return store.find(kind, id, now()).map(record -> opened(record, type));
    }

    boolean remove(AccessRecord.Kind kind, String id) {
        return store.remove(kind, id, now());
    }

    <T> List<Opened<T>> list(AccessRecord.Kind kind, Class<T> type, int most) {
        List<Opened<T>> all = new ArrayList<>();
        String after = "";
        while (all.size() < most) {
            List<AccessRecord> page = store.list(kind, after, Math.min(PAGE, most - all.size()), now());
            if (page.isEmpty()) {
                break;
            }
            page.forEach(record -> all.add(opened(record, type)));
            after = page.getLast().id();
        }
        return all;
    }

    private AccessRecord sealed(AccessRecord.Kind kind, Opened<?> opened) {
        try {
            SealedValue content = cipher.seal(SealedPlace.ACCESS.purpose(), context(kind, opened.id()),
                    Bytes.of(JSON.writeValueAsBytes(opened.content())));
            return new AccessRecord(kind, opened.id(), content, opened.version(), opened.expiresAt());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A record is always writable as JSON");
        }
    }

    private <T> Opened<T> opened(AccessRecord record, Class<T> type) {
        Bytes plain = cipher.open(SealedPlace.ACCESS.purpose(), context(record.kind(), record.id()), record.content());
        try {
            return new Opened<>(record.id(), JSON.readValue(plain.toArray(), type), record.version(),
                    record.expiresAt());
        } catch (IOException unreadable) {
            // No cause: its text quotes the content.
            throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, record.kind().name(),
                    "A record about access is not readable: was it written by a newer version?");
        }
    }

    private static String context(AccessRecord.Kind kind, String id) {
        return SealedPlace.ACCESS.context(kind.name() + "/" + id);
    }
}
