package id.core.audit;

import id.api.audit.AuditEntry;
import id.api.audit.AuditVerification;
import id.api.audit.AuditVerification.Broken;
import id.api.audit.AuditVerification.Intact;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A trail that works, with a clock of its own, and somebody who may write in its store but has not its key. */
final class SignedTrail {
    static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    final MemoryAuditStore store = new MemoryAuditStore();
    final AtomicReference<Instant> now = new AtomicReference<>(START);
    LocalSigner signer = new LocalSigner();
    boolean hybrid;
    Chain chain;
    Checkpoints checkpoints;
    private final Signing signing = new Signing(() -> Optional.ofNullable(signer));
    private final SeededRandom random = new SeededRandom(1);
    private Duration interval;
    private Instant started;
    private int entries;

    SignedTrail() {
        start(60);
    }

    /** A new process: it knows nothing but the store and its settings. */
    void start(int intervalMinutes) {
        interval = Duration.ofMinutes(intervalMinutes);
        started = now.get();
        chain = new Chain(store, store, now::get);
        checkpoints = new Checkpoints(store, chain, signing, random, now::get, interval, hybrid);
    }

    void restart() {
        start((int) interval.toMinutes());
    }

    /** An entry each minute. */
    void work(int minutes) {
        for (int i = 0; i < minutes; i++) {
            record();
            round();
            pass(Duration.ofMinutes(1));
        }
    }

    void record() {
        append("e" + ++entries, now.get(), new AuditEntry("test.done", new ClientId("tester"), "s" + entries, "DONE",
                Map.of("rule", "r")));
    }

    void append(String id, Instant at, AuditEntry entry) {
        store.append(id, at, entry);
    }

    /** What the worker does. */
    void round() {
        chain.extend();
        checkpoints.signWhenDue();
        chain.extend();
    }

    void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    List<AuditRow> signedRows() {
        return store.rows.stream().filter(Checkpoint::is).toList();
    }

    /** Tampers and computes all hashes anew, while the process is down. */
    void rewrite(Consumer<List<AuditRow>> tampering) {
        List<AuditRow> rows = new ArrayList<>(store.rows);
        tampering.accept(rows);
        store.rows.clear();
        rows.forEach(row -> store.rows.add(new AuditRow(row.id(), row.at(), row.entry(), 0, "")));
        restart();
        chain.extend();
    }

    /** As a process says that has just been started. */
    AuditVerification verifyAnew(String... anchors) {
        restart();
        return verify(anchors);
    }

    /** As the process says that works. */
    AuditVerification verify(String... anchors) {
        Evidence evidence = new CheckpointWalk(store, signing, checkpoints.failing(),
                new UnsignedTime(interval, started, now.get()));
        List<Anchor> read = List.of(anchors).stream().map(jws -> Anchor.read(signer, jws, "anchor")).toList();
        return chain.verify(read.isEmpty() ? evidence : new AnchorWalk(evidence, read));
    }

    String anchor() {
        return Anchor.sign(signer, chain.end(), now.get(), hybrid).jws();
    }

    static Intact intact(AuditVerification result) {
        return switch (result) {
            case Intact intact -> intact;
            case Broken(long sequence, String why) -> throw new AssertionError("Broken at " + sequence + ": " + why);
        };
    }

    static Broken broken(AuditVerification result) {
        return switch (result) {
            case Intact intact -> throw new AssertionError("Tampering was not found: " + intact);
            case Broken broken -> broken;
        };
    }
}
