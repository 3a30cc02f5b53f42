package id.core.subscription;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.subscription.Topic;
import id.api.value.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class EventDispatcherTest {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PlayedOutbox outbox = new PlayedOutbox();
    private final PlayedPlugins plugins = new PlayedPlugins();
    private final List<EventDispatcher> dispatchers = new ArrayList<>();
    private volatile Instant now = Played.START;
    private volatile boolean ready = true;

    @After
    public void stop() {
        dispatchers.forEach(EventDispatcher::stop);
        executor.shutdownNow();
    }

    @Test
    public void deliversTheEventsOfAPersonInOrderAndThoseOfOthersBeside() throws Exception {
        Map<PersonId, List<IdentityEvent>> seen = new ConcurrentHashMap<>();
        Set<PersonId> busy = ConcurrentHashMap.newKeySet();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(500);
        reaction(event -> {
            PersonId person = event.person().orElseThrow();
            if (!busy.add(person)) {
                overlaps.incrementAndGet();
            }
            seen.computeIfAbsent(person, key -> new ArrayList<>()).add(event);
            Thread.yield();
            busy.remove(person);
            all.countDown();
            return new ReactionResult.Done();
        });
        for (int i = 0; i < 500; i++) {
            outbox.append(Played.event(i, i % 7));
        }
        dispatcher(Map.of()).start();
        assertTrue(all.await(60, TimeUnit.SECONDS));
        assertEquals(0, overlaps.get());
        seen.values().forEach(events -> assertEquals(events.stream().map(event -> event.id().value()).sorted().toList(),
                events.stream().map(event -> event.id().value()).toList()));
        awaitEmpty();
    }

    @Test
    public void isWokenByANewEvent() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        reaction(event -> {
            taken.countDown();
            return new ReactionResult.Done();
        });
        EventDispatcher dispatcher = dispatcher(Map.of("pollMs", 60_000));
        dispatcher.start();
        outbox.append(Played.event(1, 1));
        dispatcher.wake();
        assertTrue(taken.await(30, TimeUnit.SECONDS));
    }

    @Test
    public void isNotHeldUpByASlowReaction() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(20);
        reaction(event -> {
            if (event.person().orElseThrow().equals(Played.person(0))) {
                awaitQuietly(release);
            } else {
                others.countDown();
            }
            return new ReactionResult.Done();
        });
        for (int i = 0; i <= 20; i++) {
            outbox.append(Played.event(i, i));
        }
        dispatcher(Map.of("parallel", 2)).start();
        assertTrue(others.await(60, TimeUnit.SECONDS));
        // The last of them was seen by the reaction; that it is done is written after that.
        awaitPending(1);
        release.countDown();
        awaitEmpty();
    }

    @Test
    public void deliversAgainWhatACrashedNodeHadClaimed() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        reaction(event -> {
            taken.countDown();
            return new ReactionResult.Done();
        });
        outbox.append(Played.event(1, 1));
        assertEquals(1, outbox.claim("crashed", 1, now, Duration.ofSeconds(60)).size());
        dispatcher(Map.of("pollMs", 10)).start();
        assertEquals(1, outbox.countPending());
        now = now.plusSeconds(61);
        assertTrue(taken.await(30, TimeUnit.SECONDS));
        awaitEmpty();
    }

    @Test
    public void survivesAStoreThatIsAway() throws Exception {
        reaction(event -> new ReactionResult.Done());
        outbox.append(Played.event(1, 1));
        outbox.failing = true;
        dispatcher(Map.of("pollMs", 10)).start();
        assertTrue(outbox.broken.await(30, TimeUnit.SECONDS));
        outbox.failing = false;
        awaitEmpty();
    }

    @Test
    public void deliversNothingBeforeTheSystemHasStarted() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        reaction(event -> {
            assertTrue(ready);
            taken.countDown();
            return new ReactionResult.Done();
        });
        ready = false;
        outbox.append(Played.event(1, 1));
        dispatcher(Map.of("pollMs", 10)).start();
        ready = true;
        assertTrue(taken.await(30, TimeUnit.SECONDS));
    }

    private void reaction(EventReaction reaction) {
        plugins.reaction("tested", reaction, Topic.IDENTITY_CREATED);
    }

    private EventDispatcher dispatcher(Map<String, Object> settings) {
        Map<String, Object> values = new HashMap<>(settings);
        values.put("requiredReactions", new String[0]);
        DeliveryRules rules = DeliveryRules.of(Played.settings(values));
        EventDispatcher dispatcher = new EventDispatcher(outbox, new EventDelivery(outbox, plugins, rules, () -> now),
                rules, () -> now, executor, () -> ready, "tested");
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    private void awaitEmpty() {
        awaitPending(0);
        assertEquals(0, outbox.countGivenUp());
    }

    private void awaitPending(int left) {
        while (outbox.countPending() > left) {
            Thread.onSpinWait();
        }
        assertEquals(left, outbox.countPending());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
