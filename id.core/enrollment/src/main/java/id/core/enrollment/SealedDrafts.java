package id.core.enrollment;

import id.api.enrollment.EnrollmentDrafts;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.DraftStore;
import id.api.storage.DraftStore.BufferRecord;
import id.api.storage.DraftStore.DraftRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.ObjectStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.RandomSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps drafts sealed in the store, and their buffers sealed in the object store. */
@Component(service = EnrollmentDrafts.class)
public final class SealedDrafts implements EnrollmentDrafts {
    private static final Logger LOG = LoggerFactory.getLogger(SealedDrafts.class);
    private static final Duration OBJECT_LIMIT = Duration.ofSeconds(60);
    private static final int LARGEST_DOCUMENT = 20 * 1024 * 1024;
    private static final int LARGEST_BUFFER = 20 * 1024 * 1024;
    private static final int MOST_BUFFERS = 200;

    private final DraftStore store;
    private final EnrollmentStore enrollments;
    private final Transactions transactions;
    private final FieldCipher cipher;
    private final PluginRegistry plugins;
    private final InstantSource clock;
    private final RandomSource random;

    @Activate
    public SealedDrafts(@Reference DraftStore store, @Reference EnrollmentStore enrollments, @Reference Transactions transactions,
            @Reference FieldCipher cipher, @Reference PluginRegistry plugins, @Reference InstantSource clock,
            @Reference RandomSource random) {
        this.store = store;
        this.enrollments = enrollments;
        this.transactions = transactions;
        this.cipher = cipher;
        this.plugins = plugins;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void create(EnrollmentId id, Bytes document, ClientId owner) {
        DraftRecord record = new DraftRecord(id, sealed(id, document), false, 1, owner, clock.instant());
        try {
            transactions.required(() -> {
                if (enrollments.find(id).isPresent()) {
                    throw taken();
                }
                store.create(record);
            });
        } catch (IdentityException error) {
            throw error.code() == StorageError.DUPLICATE_KEY ? taken() : error;
        }
    }

    @Override
    public void replace(EnrollmentId id, Bytes document, long version) {
        SealedValue sealed = sealed(id, document);
        changing(() -> {
            DraftRecord before = unfinished(id);
            if (before.version() != version) {
                throw changed();
            }
            store.replace(new DraftRecord(id, sealed, false, version + 1, before.owner(), before.createdAt()));
        });
    }

    @Override
    public Optional<Draft> read(EnrollmentId id) {
        return store.find(id).map(this::opened);
    }

    @Override
    public List<Draft> list(int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > 1_000) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "offset must be 0 or more, limit 1 to 1000");
        }
        return store.list(offset, limit).stream().map(this::opened).toList();
    }

    @Override
    public void finish(EnrollmentId id) {
        changing(() -> {
            DraftRecord before = existing(id);
            if (!before.finished()) {
                store.replace(new DraftRecord(id, before.document(), true, before.version() + 1, before.owner(), before.createdAt()));
            }
        });
    }

    @Override
    public void delete(EnrollmentId id) {
        changing(() -> {
            DraftRecord before = unfinished(id);
            // Changed first, so that finishing and deleting at the same time cannot both succeed.
            store.replace(new DraftRecord(id, before.document(), false, before.version() + 1, before.owner(), before.createdAt()));
            List<BufferRecord> buffers = store.buffers(id);
            store.delete(id);
            transactions.afterCommit(() -> buffers.forEach(buffer -> deleteObject(buffer.objectKey())));
        });
    }

    @Override
    public String putBuffer(EnrollmentId id, String mediaType, Bytes content) {
        if (content.size() == 0 || content.size() > LARGEST_BUFFER) {
            throw new IdentityException(GeneralError.TOO_LARGE, "buffer", "A buffer has 1 to " + LARGEST_BUFFER + " bytes");
        }
        if (mediaType == null || !mediaType.matches("[\\w.+-]{1,64}/[\\w.+-]{1,64}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "mediaType", "A media type such as image/png is needed");
        }
        unfinished(id);
        if (store.buffers(id).size() >= MOST_BUFFERS) {
            throw new IdentityException(GeneralError.TOO_LARGE, "buffer", "A draft has at most " + MOST_BUFFERS + " buffers");
        }
        String bufferId = random.id128();
        String key = "drafts/" + cipher.derive128(SealPurpose.PACKET, "draft", id.value()) + "/" + bufferId;
        byte[] sealed = cipher.seal(SealPurpose.PACKET, context(id, bufferId), content).content().toArray();
        plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> objects.put(key, new ByteArrayInputStream(sealed)))
                .orThrow(GeneralError.UNAVAILABLE, "buffer");
        transactions.required(() -> {
            unfinished(id);
            store.addBuffer(new BufferRecord(id, bufferId, mediaType, key));
        });
        return bufferId;
    }

    @Override
    public Optional<Buffer> buffer(EnrollmentId id, String bufferId) {
        return store.buffer(id, bufferId).map(record -> {
            Bytes sealed = plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> {
                try (InputStream in = objects.open(record.objectKey()).orElseThrow(() -> new IdentityException(StorageError.OBJECT_DAMAGED,
                        "buffer", "The buffer is not in the object store: send it again"))) {
                    return Bytes.of(in.readAllBytes());
                }
            }).orThrow(GeneralError.UNAVAILABLE, "buffer");
            return new Buffer(record.mediaType(), cipher.open(SealPurpose.PACKET, context(id, bufferId), new SealedValue(sealed)));
        });
    }

    private void deleteObject(String key) {
        PluginOutcome<Boolean> outcome = plugins.call(ObjectStore.class, "", OBJECT_LIMIT, objects -> objects.delete(key));
        if (!(outcome instanceof PluginOutcome.Answered)) {
            LOG.warn("The sealed buffer {} of a deleted draft stays in the object store: it can be removed there", key);
        }
    }

    private void changing(Runnable change) {
        try {
            transactions.required(change);
        } catch (IdentityException error) {
            throw error.code() == StorageError.STALE_RECORD ? changed()
                    : error.code() == StorageError.RECORD_MISSING ? missing() : error;
        }
    }

    private DraftRecord existing(EnrollmentId id) {
        return store.find(id).orElseThrow(SealedDrafts::missing);
    }

    private DraftRecord unfinished(EnrollmentId id) {
        DraftRecord record = existing(id);
        if (record.finished()) {
            throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", "The draft is finalized: it can only be read");
        }
        return record;
    }

    private Draft opened(DraftRecord record) {
        return new Draft(record.id(), cipher.open(SealPurpose.PACKET, context(record.id()), record.document()), record.finished(),
                record.version(), record.owner());
    }

    private SealedValue sealed(EnrollmentId id, Bytes document) {
        if (document.size() > LARGEST_DOCUMENT) {
            throw new IdentityException(GeneralError.TOO_LARGE, "document",
                    "A draft has at most " + LARGEST_DOCUMENT + " bytes: put images and documents into buffers");
        }
        return cipher.seal(SealPurpose.PACKET, context(id), document);
    }

    private static String context(EnrollmentId id) {
        return SealedPlace.DRAFT.context(id.value());
    }

    private static String context(EnrollmentId id, String bufferId) {
        return "draft/" + id.value() + "/" + bufferId;
    }

    private static IdentityException taken() {
        return new IdentityException(GeneralError.CONFLICT, "enrollmentId", "The id is taken: give a new enrollment a new id");
    }

    private static IdentityException changed() {
        return new IdentityException(GeneralError.CONFLICT, "version", "The draft was changed since it was read: read it again");
    }

    private static IdentityException missing() {
        return new IdentityException(GeneralError.NOT_FOUND, "enrollmentId", "No draft has this id: look for a typing error");
    }
}
