package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.StageRun;
import id.api.error.GeneralError;
import id.api.security.BlindIndex;
import id.api.storage.Claim;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.RetentionRun;
import id.api.storage.StorageError;
import id.api.storage.StoredPacket;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.Before;
import org.junit.Test;

/** Enrollments: keys, the way of a claim, order, counts. */
public abstract class EnrollmentStoreContract extends StoreContract {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private EnrollmentStore store;

    /** Leaves nothing that a claim of another test would be handed. */
    @Before
    public void takeAwayWhatIsOpen() {
        store = stores().enrollments();
        Instant late = Instant.parse("2150-01-01T00:00:00Z");
        while (!store.claim("sweeper", 1_000, late, Duration.ofDays(30_000)).isEmpty()) {
            continue;
        }
    }

    private EnrollmentRecord create(Instant receivedAt) {
        EnrollmentRecord record = Samples.received(Samples.enrollmentId(), receivedAt);
        store.create(record, Samples.packet());
        return record;
    }

    private Claim claimed() {
        create(Samples.NOW);
        return store.claim("w", 1, Samples.NOW, LEASE).getFirst();
    }

    private static EnrollmentRecord next(EnrollmentRecord record, String stage, Instant notBefore) {
        return Samples.with(record, EnrollmentStatus.PROCESSING, Optional.of(stage), notBefore);
    }

    private static EnrollmentRecord ended(EnrollmentRecord record) {
        return Samples.with(record, EnrollmentStatus.ENROLLED, Optional.empty(), record.notBefore());
    }

    @Test
    public void givesBackAllThatItWasGiven() {
        EnrollmentRecord record = Samples.full(Samples.enrollmentId(), EnrollmentStatus.HELD, Samples.NOW);
        StoredPacket packet = Samples.packet();
        store.create(record, packet);
        assertEquals(Optional.of(record), store.find(record.id()));
        assertEquals(Optional.of(packet), store.packet(record.id()));
        assertEquals(Optional.empty(), store.find(Samples.enrollmentId()));
        assertEquals(Optional.empty(), store.packet(Samples.enrollmentId()));
    }

    @Test
    public void packetMayLieElsewhere() {
        EnrollmentRecord record = Samples.received(Samples.enrollmentId(), Samples.NOW);
        StoredPacket packet = new StoredPacket(Optional.empty(), Optional.of("packets/ab"),
                Samples.packet().digest());
        store.create(record, packet);
        assertEquals(Optional.of(packet), store.packet(record.id()));
    }

    @Test
    public void refusesTheSameIdAndStoresNothingOfIt() {
        EnrollmentRecord first = create(Samples.NOW);
        StoredPacket second = Samples.packet();
        Samples.refuses(StorageError.DUPLICATE_KEY, "enrollmentId", () -> store.create(first, second));
        store.create(Samples.received(Samples.enrollmentId(), Samples.NOW), second);
    }

    @Test
    public void refusesTheSamePacketAndStoresNothingOfIt() {
        StoredPacket packet = Samples.packet();
        store.create(Samples.received(Samples.enrollmentId(), Samples.NOW), packet);
        EnrollmentRecord second = Samples.received(Samples.enrollmentId(), Samples.NOW);
        Samples.refuses(StorageError.DUPLICATE_KEY, "packet", () -> store.create(second, packet));
        assertEquals(Optional.empty(), store.find(second.id()));
    }

    @Test
    public void oneOfRacingPacketsIsStored() throws Exception {
        StoredPacket packet = Samples.packet();
        List<Boolean> stored = Race.run(Race.THREADS, () -> {
            try {
                store.create(Samples.received(Samples.enrollmentId(), Samples.NOW), packet);
                return true;
            } catch (id.api.error.IdentityException refused) {
                assertEquals(StorageError.DUPLICATE_KEY, refused.code());
                return false;
            }
        });
        assertEquals(1, stored.stream().filter(b -> b).count());
    }

    @Test
    public void handsOutOldestFirstAndMakesThemProcessing() {
        EnrollmentRecord second = create(Samples.NOW.plusNanos(2));
        EnrollmentRecord first = create(Samples.NOW.plusNanos(1));
        EnrollmentRecord third = create(Samples.NOW.plusNanos(3));
        List<Claim> claims = store.claim("w", 2, Samples.NOW.plusSeconds(1), LEASE);
        assertEquals(List.of(first.id(), second.id()), claims.stream().map(c -> c.record().id()).toList());
        assertEquals(EnrollmentStatus.PROCESSING, store.find(first.id()).orElseThrow().status());
        assertEquals(EnrollmentStatus.RECEIVED, store.find(third.id()).orElseThrow().status());
        assertEquals("w", claims.getFirst().worker());
        assertEquals(Samples.NOW.plusSeconds(1).plus(LEASE), claims.getFirst().expiresAt());
    }

    @Test
    public void handsOutNothingBeforeItIsDue() {
        EnrollmentRecord record = Samples.received(Samples.enrollmentId(), Samples.NOW);
        store.create(Samples.with(record, EnrollmentStatus.RECEIVED, record.stage(), Samples.NOW.plusSeconds(5)),
                Samples.packet());
        assertEquals(List.of(), store.claim("w", 10, Samples.NOW.plusSeconds(4), LEASE));
        assertEquals(1, store.claim("w", 10, Samples.NOW.plusSeconds(5), LEASE).size());
    }

    @Test
    public void handsOutAgainOnlyWhenTheClaimExpired() {
        Claim first = claimed();
        assertEquals(List.of(), store.claim("x", 10, Samples.NOW.plus(LEASE).minusNanos(1), LEASE));
        Claim second = store.claim("x", 10, Samples.NOW.plus(LEASE), LEASE).getFirst();
        assertEquals(first.record().id(), second.record().id());
        assertFalse(first.token().equals(second.token()));
        Samples.refuses(StorageError.CLAIM_LOST, "",
                () -> store.advance(first, ended(first.record()), List.of(Samples.run("a"))));
        assertEquals(List.of(), store.runs(first.record().id()));
        store.advance(second, ended(second.record()), List.of());
    }

    @Test
    public void handsOutNothingThatPeopleOrNobodyWorksOn() {
        for (EnrollmentStatus status : EnrollmentStatus.values()) {
            if (status != EnrollmentStatus.RECEIVED && status != EnrollmentStatus.PROCESSING) {
                store.create(Samples.full(Samples.enrollmentId(), status, Samples.NOW), Samples.packet());
            }
        }
        assertEquals(List.of(), store.claim("w", 10, Samples.NOW.plusSeconds(10), LEASE));
    }

    @Test
    public void refusesALimitOutOfRange() {
        Samples.refuses(GeneralError.INVALID_VALUE, "limit", () -> store.claim("w", 0, Samples.NOW, LEASE));
        Samples.refuses(GeneralError.INVALID_VALUE, "limit", () -> store.claim("w", 1_001, Samples.NOW, LEASE));
    }

    @Test
    public void eachIsHandedOutOnceToRacingWorkers() throws Exception {
        Set<EnrollmentId> open = new HashSet<>();
        stores().transactions().required(() -> {
            for (int i = 0; i < 200; i++) {
                open.add(create(Samples.NOW).id());
            }
        });
        List<List<EnrollmentId>> handed = Race.run(Race.THREADS, () -> {
            List<EnrollmentId> mine = new ArrayList<>();
            String worker = UUID.randomUUID().toString();
            int idle = 0;
            while (idle < 3) {
                List<Claim> claims = store.claim(worker, ThreadLocalRandom.current().nextInt(1, 8), Samples.NOW, LEASE);
                idle = claims.isEmpty() ? idle + 1 : 0;
                claims.forEach(claim -> mine.add(claim.record().id()));
            }
            return mine;
        });
        List<EnrollmentId> all = handed.stream().flatMap(List::stream).toList();
        assertEquals(open.size(), all.size());
        assertEquals(open, new HashSet<>(all));
    }

    @Test
    public void claimOfWorkThatFailedIsNone() {
        create(Samples.NOW);
        try {
            stores().transactions().required(() -> {
                assertEquals(1, store.claim("w", 1, Samples.NOW, LEASE).size());
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException expected) {
            assertEquals(1, store.claim("w", 1, Samples.NOW, LEASE).size());
        }
    }

    @Test
    public void advancingStoresStateAndRunsAndEndsTheClaim() {
        Claim claim = claimed();
        EnrollmentRecord next = next(claim.record(), "check-quality", Samples.NOW.plusSeconds(1));
        List<StageRun> runs = List.of(Samples.run("a"), Samples.run("b"));
        store.advance(claim, next, runs);
        assertEquals(Optional.of(next), store.find(next.id()));
        assertEquals(runs, store.runs(next.id()));
        Samples.refuses(StorageError.CLAIM_LOST, "", () -> store.advance(claim, next, List.of()));
        Claim again = store.claim("w", 1, Samples.NOW.plusSeconds(1), LEASE).getFirst();
        assertEquals(next, again.record());
        store.advance(again, ended(next), List.of(Samples.run("c")));
        assertEquals(List.of("a", "b", "c"), store.runs(next.id()).stream().map(StageRun::stage).toList());
        assertEquals(List.of(), store.claim("w", 1, Samples.NOW.plusSeconds(99), LEASE));
    }

    @Test
    public void lostClaimLeavesTheTransactionUsable() {
        Claim lost = claimed();
        store.release(List.of(lost));
        EnrollmentRecord other = stores().transactions().required(() -> {
            Samples.refuses(StorageError.CLAIM_LOST, "", () -> store.advance(lost, ended(lost.record()), List.of()));
            return create(Samples.NOW.plusSeconds(100));
        });
        assertTrue(store.find(other.id()).isPresent());
    }

    @Test
    public void releasedOneMayBeTakenAtOnce() {
        Claim claim = claimed();
        store.release(List.of(claim));
        Claim again = store.claim("x", 1, Samples.NOW, LEASE).getFirst();
        assertEquals(claim.record().id(), again.record().id());
        store.release(List.of(claim));
        assertEquals("a lost claim releases nothing", List.of(), store.claim("y", 1, Samples.NOW, LEASE));
    }

    @Test
    public void peopleChangeWhatIsStillAsTheySawIt() {
        EnrollmentRecord held = Samples.full(Samples.enrollmentId(), EnrollmentStatus.HELD, Samples.NOW);
        store.create(held, Samples.packet());
        EnrollmentRecord resumed = next(held, "a", Samples.NOW);
        store.change(EnrollmentStatus.HELD, resumed, List.of(Samples.run("resume")));
        assertEquals(Optional.of(resumed), store.find(held.id()));
        Samples.refuses(StorageError.STALE_RECORD, "status",
                () -> store.change(EnrollmentStatus.HELD, resumed, List.of(Samples.run("resume"))));
        assertEquals(1, store.runs(held.id()).size());
        assertEquals(1, store.claim("w", 5, Samples.NOW, LEASE).size());
    }

    @Test
    public void oneOfRacingDecisionsIsStored() throws Exception {
        EnrollmentRecord waiting = Samples.full(Samples.enrollmentId(), EnrollmentStatus.IN_ADJUDICATION, Samples.NOW);
        store.create(waiting, Samples.packet());
        List<Boolean> decided = Race.run(Race.THREADS, () -> {
            try {
                store.change(EnrollmentStatus.IN_ADJUDICATION, ended(waiting), List.of(Samples.run("d")));
                return true;
            } catch (id.api.error.IdentityException stale) {
                return false;
            }
        });
        assertEquals(1, decided.stream().filter(b -> b).count());
        assertEquals(1, store.runs(waiting.id()).size());
    }

    @Test
    public void listsNewestAndLongestWaiting() {
        Instant future = Instant.parse("2151-01-01T00:00:00Z").plusNanos(ThreadLocalRandom.current().nextLong(1L << 40));
        EnrollmentRecord older = Samples.full(Samples.enrollmentId(), EnrollmentStatus.HELD, future);
        EnrollmentRecord newer = Samples.full(Samples.enrollmentId(), EnrollmentStatus.HELD, future.plusNanos(1));
        store.create(newer, Samples.packet());
        store.create(older, Samples.packet());
        List<EnrollmentRecord> recent = store.recent(1_000);
        assertTrue(recent.indexOf(newer) >= 0 && recent.indexOf(newer) < recent.indexOf(older));
        List<EnrollmentRecord> held = store.withStatus(EnrollmentStatus.HELD, 1_000_000);
        assertTrue(held.indexOf(older) >= 0 && held.indexOf(older) < held.indexOf(newer));
        assertEquals(1, store.recent(1).size());
    }

    @Test
    public void countsTheDay() {
        LocalDate day = LocalDate.of(1990, 1, 1).plusDays(ThreadLocalRandom.current().nextInt(9_000));
        Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        store.create(Samples.received(Samples.enrollmentId(), midnight), Samples.packet());
        store.create(Samples.received(Samples.enrollmentId(), midnight.plusSeconds(86_399)), Samples.packet());
        store.create(Samples.received(Samples.enrollmentId(), midnight.minusNanos(1)), Samples.packet());
        store.create(ended(Samples.received(Samples.enrollmentId(), midnight)), Samples.packet());
        assertEquals(2L, (long) store.countByStatus(day).get(EnrollmentStatus.RECEIVED));
        assertEquals(1L, (long) store.countByStatus(day).get(EnrollmentStatus.ENROLLED));
        assertEquals(java.util.Map.of("check-packet", 2L), store.countByStage(day));
    }

    @Test
    public void findsByTheLatestDemographicKeyOldestFirst() {
        BlindIndex key = Samples.index();
        EnrollmentRecord second = create(Samples.NOW.plusSeconds(1));
        EnrollmentRecord first = create(Samples.NOW);
        store.putDemographicKey(second.id(), Samples.index());
        store.putDemographicKey(second.id(), key);
        store.putDemographicKey(first.id(), key);
        assertEquals(List.of(first, second), store.findByDemographicKey(key, 10));
        assertEquals(List.of(first), store.findByDemographicKey(key, 1));
        assertEquals(List.of(), store.findByDemographicKey(Samples.index(), 1));
    }

    @Test
    public void erasesAllButWhatRefusesThePacketAgain() {
        EnrollmentRecord record = Samples.full(Samples.enrollmentId(), EnrollmentStatus.DUPLICATE, Samples.NOW);
        StoredPacket packet = new StoredPacket(Optional.empty(), Optional.of("packets/ab"), Samples.packet().digest());
        store.create(record, packet);
        BlindIndex key = Samples.index();
        store.putDemographicKey(record.id(), key);
        store.change(EnrollmentStatus.DUPLICATE, record, List.of(Samples.run("quality")));
        assertEquals(List.of(record.id()), store.duplicatesOf(record.duplicateOf().orElseThrow()));
        assertEquals(Optional.of("packets/ab"), store.erase(record.id()));
        assertEquals(Optional.empty(), store.erase(record.id()));
        assertEquals(List.of(), store.runs(record.id()));
        assertEquals(List.of(), store.findByDemographicKey(key, 10));
        assertEquals(List.of(), store.duplicatesOf(record.duplicateOf().orElseThrow()));
        EnrollmentRecord left = store.find(record.id()).orElseThrow();
        assertEquals(EnrollmentStatus.DUPLICATE, left.status());
        assertEquals(List.of(), left.candidates());
        assertEquals(List.of(), left.problems());
        assertEquals(Optional.empty(), left.person());
        assertEquals(Optional.of(new StoredPacket(Optional.empty(), Optional.empty(), packet.digest())), store.packet(record.id()));
        Samples.refuses(StorageError.DUPLICATE_KEY, "packet",
                () -> store.create(Samples.received(Samples.enrollmentId(), Samples.NOW), packet));
    }

    @Test
    public void dropsThePacketAlone() {
        EnrollmentRecord record = create(Samples.NOW);
        assertEquals(Optional.empty(), store.dropPacket(record.id()));
        assertEquals(Optional.empty(), store.packet(record.id()).orElseThrow().inline());
        assertEquals(Optional.of(record), store.find(record.id()));
        assertEquals(Optional.empty(), store.dropPacket(Samples.enrollmentId()));
    }

    @Test
    public void listsWhatMovedBetweenTwoMomentsPageByPage() {
        Instant from = Instant.parse("1990-01-01T00:00:00Z");
        List<EnrollmentId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            EnrollmentRecord record = Samples.full(Samples.enrollmentId(), EnrollmentStatus.REJECTED, from);
            store.create(record, Samples.packet());
            ids.add(record.id());
        }
        ids.sort(java.util.Comparator.comparing(EnrollmentId::value));
        Instant moved = from.plusSeconds(1);
        assertEquals(List.of(), store.moved(EnrollmentStatus.REJECTED, Instant.EPOCH, "", moved, 10));
        assertEquals(List.of(), store.moved(EnrollmentStatus.HELD, Instant.EPOCH, "", moved.plusNanos(1), 10));
        assertEquals(ids.subList(0, 2), ids(store.moved(EnrollmentStatus.REJECTED, Instant.EPOCH, "", moved.plusNanos(1), 2)));
        assertEquals(ids.subList(2, 5),
                ids(store.moved(EnrollmentStatus.REJECTED, moved, ids.get(1).value(), moved.plusNanos(1), 10)));
        assertEquals(List.of(), store.moved(EnrollmentStatus.REJECTED, moved, ids.get(4).value(), moved.plusNanos(1), 10));
    }

    private static List<EnrollmentId> ids(List<EnrollmentRecord> records) {
        return records.stream().map(EnrollmentRecord::id).toList();
    }

    @Test
    public void notesHowFarARemovalHasCome() {
        String kind = "K" + Samples.hex128().substring(0, 20);
        RetentionRun first = new RetentionRun(kind, Samples.NOW, "e-1", 3, Samples.NOW.plusSeconds(1));
        RetentionRun second = new RetentionRun(kind, Samples.NOW.plusNanos(1), "e-2", 5, Samples.NOW.plusSeconds(2));
        store.note(first);
        assertTrue(store.retention().contains(first));
        store.note(second);
        assertTrue(store.retention().contains(second));
        assertFalse(store.retention().contains(first));
    }
}
