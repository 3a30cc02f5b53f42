package id.core.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginRegistry;
import id.api.security.ErasureEpochs;
import id.api.storage.DraftStore;
import id.api.storage.EnrollmentStore;
import id.api.storage.ObjectStore;
import id.api.storage.Transactions;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes what an enrollment brought. Objects go first and their names after them: a kill in between repeats the removal
 * of an object, and never leaves one that nothing names.
 */
@Component(service = EnrollmentEraser.class)
public final class EnrollmentEraser {
    private static final Duration OBJECT_LIMIT = Duration.ofSeconds(60);

    private final EnrollmentStore store;
    private final DraftStore drafts;
    private final References references;
    private final PacketShelf shelf;
    private final PluginRegistry plugins;
    private final Transactions transactions;
    private final ErasureEpochs epochs;

    @Activate
    public EnrollmentEraser(@Reference EnrollmentStore store, @Reference DraftStore drafts, @Reference References references,
            @Reference PacketShelf shelf, @Reference PluginRegistry plugins, @Reference Transactions transactions,
            @Reference ErasureEpochs epochs) {
        this.store = store;
        this.drafts = drafts;
        this.references = references;
        this.shelf = shelf;
        this.plugins = plugins;
        this.transactions = transactions;
        this.epochs = epochs;
    }

    /** Removes all of an enrollment, and of those that were found to be of the same person. */
    void erasePerson(EnrollmentId enrollment) {
        List<EnrollmentId> all = new ArrayList<>(store.duplicatesOf(enrollment));
        // Last, since the others are found by it.
        all.add(enrollment);
        all.forEach(this::erase);
    }

    /** Removes references, packet, draft, demographic index and the runs of the stages; may be repeated. */
    void erase(EnrollmentId enrollment) {
        dropPacket(enrollment);
        dropDraft(enrollment);
        EncounterId encounter = references.encounterOf(enrollment);
        transactions.required(() -> {
            references.remove(encounter);
            store.erase(enrollment);
            epochs.deleted();
        });
        if (!references.isWithdrawn(encounter)) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "gallery",
                    "An engine did not withdraw an encounter that is in the store no more: it is asked again");
        }
    }

    /** Removes the content of a packet; whether there was any. */
    boolean dropPacket(EnrollmentId enrollment) {
        var packet = store.packet(enrollment).filter(stored -> stored.inline().isPresent() || stored.objectKey().isPresent());
        packet.flatMap(stored -> stored.objectKey()).ifPresent(shelf::deleteObject);
        packet.ifPresent(there -> store.dropPacket(enrollment));
        shelf.drop(enrollment);
        return packet.isPresent();
    }

    /** Removes a draft and its buffers; whether it was there. */
    boolean dropDraft(EnrollmentId enrollment) {
        for (DraftStore.BufferRecord buffer : drafts.buffers(enrollment)) {
            plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> objects.delete(buffer.objectKey()))
                    .orThrow(GeneralError.UNAVAILABLE, "buffer");
        }
        return drafts.delete(enrollment);
    }
}
