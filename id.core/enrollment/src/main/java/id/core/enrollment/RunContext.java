package id.core.enrollment;

import id.api.biometric.PositionedTemplate;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.Fact;
import id.api.enrollment.StageRun;
import id.api.error.IdentityException;
import id.api.storage.Claim;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.StorageError;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One run of a claimed enrollment. Stages of it run one after the other; one that was given up may still be running. */
final class RunContext implements OwnContext {
    private final Claim claim;
    private final EnrollmentStore store;
    private final PacketShelf shelf;
    private final EncounterId encounter;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<StageRun> unsaved = new ArrayList<>();
    private List<Fact> savedFacts;
    private boolean mine = true;
    private volatile boolean acknowledged;
    private volatile int attempt;

    RunContext(Claim claim, EncounterId encounter, EnrollmentStore store, PacketShelf shelf) {
        this.claim = claim;
        this.encounter = encounter;
        this.store = store;
        this.shelf = shelf;
    }

    Claim claim() {
        return claim;
    }

    /** Sets out for a stage. */
    void begin(int failedTries) {
        attempt = failedTries;
    }

    /** Notes a run whose result is not stored yet. */
    void add(StageRun run) {
        unsaved.add(run);
    }

    List<StageRun> unsavedRuns() {
        return List.copyOf(unsaved);
    }

    boolean areReferencesAcknowledged() {
        return acknowledged;
    }

    /** Waits for an action in flight and lets no further one begin. */
    void close() {
        lock.lock();
        try {
            mine = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T whileMine(Supplier<T> action) {
        lock.lock();
        try {
            if (!mine) {
                throw new IdentityException(StorageError.CLAIM_LOST, "", "The stage was given up: what it found counts no more");
            }
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void checkUnmoved() {
        EnrollmentRecord before = claim.record();
        boolean unmoved = store.find(before.id())
                .filter(now -> now.status() == EnrollmentStatus.PROCESSING && now.stage().equals(before.stage())
                        && now.attempts() == before.attempts() && now.notBefore().equals(before.notBefore()))
                .isPresent();
        if (!unmoved) {
            throw new IdentityException(StorageError.CLAIM_LOST, "", "Another worker has moved the enrollment");
        }
    }

    @Override
    public void referencesAcknowledged() {
        acknowledged = true;
    }

    @Override
    public EnrollmentId enrollment() {
        return claim.record().id();
    }

    @Override
    public OpenEnrollment opened() {
        return shelf.open(enrollment());
    }

    @Override
    public Instant receivedAt() {
        return claim.record().receivedAt();
    }

    @Override
    public EnrollmentPacket packet() {
        return opened().packet();
    }

    @Override
    public void visitDocuments(DocumentVisitor visitor) {
        shelf.visitDocuments(enrollment(), visitor);
    }

    @Override
    public EncounterId encounter() {
        return encounter;
    }

    @Override
    public List<PositionedTemplate> templates() {
        return opened().templates();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>(savedFacts());
        unsaved.forEach(run -> facts.addAll(run.facts()));
        return List.copyOf(facts);
    }

    private synchronized List<Fact> savedFacts() {
        if (savedFacts == null) {
            savedFacts = store.runs(enrollment()).stream().flatMap(run -> run.facts().stream()).toList();
        }
        return savedFacts;
    }
}
