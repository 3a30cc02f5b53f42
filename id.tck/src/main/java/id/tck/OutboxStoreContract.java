package id.tck;

import static org.junit.Assert.assertEquals;

import id.api.storage.OutboxStore;
import id.api.storage.OutboxStore.Pending;
import id.api.subscription.IdentityEvent;
import id.api.subscription.Topic;
import id.api.value.CredentialId;
import id.api.value.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

/** Events: order, claims, postponement, giving up. */
public abstract class OutboxStoreContract extends StoreContract {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private OutboxStore store;

    @Before
    public void takeAwayWhatIsPending() {
        store = stores().outbox();
        Instant late = Instant.parse("2150-01-01T00:00:00Z");
        List<Pending> left;
        while (!(left = store.claim("sweeper", 1_000, late, Duration.ofDays(1))).isEmpty()) {
            left.forEach(pending -> store.complete(pending.event().id()));
        }
    }

    private IdentityEvent append() {
        IdentityEvent event = new IdentityEvent(new EventId(Samples.hex128()), Topic.IDENTITY_CREATED,
                Optional.of(Samples.personId()), Optional.of(Samples.enrollmentId()),
                Optional.of(new CredentialId(Samples.hex128())), Samples.NOW, "enrolled");
        store.append(event);
        return event;
    }

    private List<Pending> claim(Instant now) {
        return store.claim("w", 100, now, LEASE);
    }

    @Test
    public void handsOutOldestFirstOnceAtATime() {
        IdentityEvent first = append();
        IdentityEvent second = append();
        assertEquals(2, store.countPending());
        assertEquals(List.of(new Pending(first, Set.of(), 0)), store.claim("w", 1, Samples.NOW, LEASE));
        assertEquals(List.of(new Pending(second, Set.of(), 0)), claim(Samples.NOW));
        assertEquals(List.of(), claim(Samples.NOW.plus(LEASE).minusNanos(1)));
        assertEquals(2, claim(Samples.NOW.plus(LEASE)).size());
        assertEquals("claimed ones are pending still", 2, store.countPending());
    }

    @Test
    public void eventWithoutSubjectsComesBackAsItIs() {
        IdentityEvent event = new IdentityEvent(new EventId(Samples.hex128()), Topic.ENROLLMENT_REJECTED,
                Optional.empty(), Optional.empty(), Optional.empty(), Samples.NOW, "");
        store.append(event);
        assertEquals(event, claim(Samples.NOW).getFirst().event());
    }

    @Test
    public void eventOfFailedWorkIsNotThere() {
        try {
            stores().transactions().required(() -> {
                append();
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException expected) {
            assertEquals(List.of(), claim(Samples.NOW));
        }
    }

    @Test
    public void postponedOneComesBackWithWhatWasDelivered() {
        IdentityEvent event = append();
        claim(Samples.NOW);
        store.postpone(event.id(), Set.of("cards", "mail"), 2, Samples.NOW.plusSeconds(5));
        assertEquals(List.of(), claim(Samples.NOW.plusSeconds(4)));
        assertEquals(List.of(new Pending(event, Set.of("cards", "mail"), 2)), claim(Samples.NOW.plusSeconds(5)));
    }

    @Test
    public void completedOneIsNotPending() {
        IdentityEvent event = append();
        claim(Samples.NOW);
        store.complete(event.id());
        store.complete(event.id());
        assertEquals(0, store.countPending());
        assertEquals(List.of(), claim(Samples.NOW.plusSeconds(999)));
    }

    @Test
    public void givenUpOneIsSetAside() {
        long before = store.countGivenUp();
        IdentityEvent event = append();
        claim(Samples.NOW);
        store.giveUp(event.id(), Set.of("mail"), "cards: no answer");
        assertEquals(0, store.countPending());
        assertEquals(before + 1, store.countGivenUp());
        assertEquals(List.of(), claim(Samples.NOW.plusSeconds(999)));
    }

    @Test
    public void eachIsHandedOutOnceToRacingWorkers() throws Exception {
        Set<EventId> pending = new HashSet<>();
        stores().transactions().required(() -> {
            for (int i = 0; i < 200; i++) {
                pending.add(append().id());
            }
        });
        List<List<EventId>> handed = Race.run(Race.THREADS, () -> {
            List<EventId> mine = new ArrayList<>();
            int idle = 0;
            while (idle < 3) {
                List<Pending> claimed = store.claim("w", 3, Samples.NOW, LEASE);
                idle = claimed.isEmpty() ? idle + 1 : 0;
                claimed.forEach(one -> mine.add(one.event().id()));
            }
            return mine;
        });
        List<EventId> all = handed.stream().flatMap(List::stream).toList();
        assertEquals(pending.size(), all.size());
        assertEquals(pending, new HashSet<>(all));
    }
}
