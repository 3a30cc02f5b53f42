package id.core.enrollment;

import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.ErrorCategory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginRegistry;
import id.api.security.PacketSource;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.storage.EnrollmentStore;
import id.api.storage.ObjectStore;
import id.api.storage.StorageError;
import id.api.storage.StoredPacket;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where packets lie: small ones in their record, large ones in the object store, and the opened ones of those that are
 * about to be worked on in memory, within a budget. Safe for concurrent use.
 */
@Component(service = PacketShelf.class)
public final class PacketShelf {
    private static final int LARGEST_INLINE = 64 * 1024;
    private static final Duration OBJECT_LIMIT = Duration.ofSeconds(60);
    private static final long BOOKKEEPING_BYTES = 2_048;

    private final EnrollmentStore store;
    private final Sealer sealer;
    private final PluginRegistry plugins;
    private final SampleAnalysis analysis;
    private final long budget;
    private final Map<EnrollmentId, Kept> opened = new LinkedHashMap<>();
    private long used;

    private record Kept(OpenEnrollment enrollment, long bytes) {}

    @Activate
    public PacketShelf(@Reference EnrollmentStore store, @Reference Sealer sealer, @Reference PluginRegistry plugins,
            @Reference SampleAnalysis analysis, @Reference EnrollmentSettings settings) {
        this.store = store;
        this.sealer = sealer;
        this.plugins = plugins;
        this.analysis = analysis;
        this.budget = settings.cacheBytes();
    }

    /** Puts a packet where it will lie for good: durable when this returns, but not yet anybody's. */
    StoredPacket put(PacketSource packet, String digest) {
        if (packet.size() <= LARGEST_INLINE) {
            return new StoredPacket(Optional.of(inMemory(packet)), Optional.empty(), digest);
        }
        String key = "packets/" + digest;
        String stored = plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> {
            try (InputStream content = packet.open()) {
                return objects.put(key, content);
            }
        }).orThrow(GeneralError.UNAVAILABLE, "packet");
        if (!digest.equals(stored)) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "packet",
                    "The object store says that it stored something else than it was given: the packet is not received");
        }
        return new StoredPacket(Optional.empty(), Optional.of(key), digest);
    }

    private static SealedPacket inMemory(PacketSource packet) {
        if (packet instanceof SealedPacket already) {
            return already;
        }
        try (InputStream content = packet.open()) {
            return new SealedPacket(Bytes.of(content.readNBytes(LARGEST_INLINE + 1)));
        } catch (IOException unreadable) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "packet", "The packet cannot be read any more: send it again",
                    unreadable);
        }
    }

    /** Keeps an opened packet in memory, at the cost of the one that was kept longest. */
    void keep(EnrollmentId id, OpenEnrollment enrollment) {
        long weight = enrollment.packet().samples().stream().mapToLong(sample -> sample.data().size()).sum() + BOOKKEEPING_BYTES;
        synchronized (opened) {
            drop(id);
            if (weight > budget) {
                return;
            }
            opened.put(id, new Kept(enrollment, weight));
            used += weight;
            Iterator<Map.Entry<EnrollmentId, Kept>> oldest = opened.entrySet().iterator();
            while (used > budget) {
                used -= oldest.next().getValue().bytes();
                oldest.remove();
            }
        }
    }

    /** Forgets the opened packet; the stored one stays. */
    void drop(EnrollmentId id) {
        synchronized (opened) {
            Kept kept = opened.remove(id);
            used -= kept == null ? 0 : kept.bytes();
        }
    }

    /** Removes the object that held a packet; durable when this returns. */
    void deleteObject(String key) {
        plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> objects.delete(key)).orThrow(GeneralError.UNAVAILABLE, "packet");
    }

    /** The opened packet of an enrollment on record. */
    OpenEnrollment open(EnrollmentId id) {
        synchronized (opened) {
            Kept kept = opened.get(id);
            if (kept != null) {
                return kept.enrollment();
            }
        }
        OpenEnrollment enrollment = new OpenEnrollment(reopened(id, (document, content) -> {
            // Checked as it passes, and not kept.
        }), analysis);
        keep(id, enrollment);
        return enrollment;
    }

    /** Shows the documents of an enrollment on record. */
    void visitDocuments(EnrollmentId id, DocumentVisitor visitor) {
        reopened(id, visitor);
    }

    private EnrollmentPacket reopened(EnrollmentId id, DocumentVisitor visitor) {
        StoredPacket stored = store.packet(id).orElseThrow(
                () -> new IdentityException(GeneralError.INTERNAL_FAULT, "packet", "The packet of this enrollment is not in the store"));
        if (stored.inline().isPresent()) {
            return reopened(stored.inline().get(), visitor);
        }
        try (PacketFile copy = read(stored)) {
            return reopened(copy, visitor);
        }
    }

    private EnrollmentPacket reopened(PacketSource sealed, DocumentVisitor visitor) {
        try {
            return sealer.open(sealed, visitor).packet();
        } catch (IdentityException refused) {
            if (refused.category() != ErrorCategory.CALLER) {
                throw refused;
            }
            // It was accepted once: that its signer is gone since, or a key, is no fault of the person.
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "packet",
                    "The accepted packet does not open any more (" + refused.code().name() + "): mend that and resume", refused);
        }
    }

    private PacketFile read(StoredPacket stored) {
        String key = stored.objectKey().orElseThrow();
        PacketFile copy = plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> {
            try (InputStream in = objects.open(key).orElseThrow(() -> new IdentityException(StorageError.OBJECT_DAMAGED, "packet",
                    "The packet is not in the object store: restore it from a backup and resume"))) {
                return PacketFile.copyOf(in);
            }
        }).orThrow(GeneralError.UNAVAILABLE, "packet");
        if (!stored.digest().equals(copy.digest())) {
            copy.close();
            throw new IdentityException(StorageError.OBJECT_DAMAGED, "packet",
                    "The packet in the object store is not the one that was stored: restore it from a backup and resume");
        }
        return copy;
    }
}
