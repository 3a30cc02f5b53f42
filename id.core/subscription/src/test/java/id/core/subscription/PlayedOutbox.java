package id.core.subscription;

import id.api.error.IdentityException;
import id.api.storage.OutboxStore;
import id.api.storage.StorageError;
import id.api.subscription.IdentityEvent;
import id.api.value.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The outbox in memory. */
final class PlayedOutbox implements OutboxStore {
    final CountDownLatch broken = new CountDownLatch(1);
    volatile boolean failing;
    private final Map<EventId, Entry> pending = new LinkedHashMap<>();
    private final Map<EventId, String> givenUp = new LinkedHashMap<>();

    @Override
    public synchronized void append(IdentityEvent event) {
        pending.put(event.id(), new Entry(new Pending(event, Set.of(), 0), Instant.MIN));
    }

    @Override
    public synchronized List<Pending> claim(String worker, int limit, Instant now, Duration lease) {
        if (failing) {
            broken.countDown();
            throw new IdentityException(StorageError.STORE_UNAVAILABLE, "", "played");
        }
        List<Pending> claimed = new ArrayList<>();
        for (Map.Entry<EventId, Entry> entry : pending.entrySet()) {
            if (claimed.size() < limit && !entry.getValue().notBefore().isAfter(now)) {
                claimed.add(entry.getValue().pending());
                entry.setValue(new Entry(entry.getValue().pending(), now.plus(lease)));
            }
        }
        return claimed;
    }

    @Override
    public synchronized void postpone(EventId event, Set<String> delivered, int attempts, Instant notBefore) {
        pending.computeIfPresent(event, (id, entry) -> new Entry(
                new Pending(entry.pending().event(), delivered, attempts), notBefore));
    }

    @Override
    public synchronized void complete(EventId event) {
        pending.remove(event);
    }

    @Override
    public synchronized void giveUp(EventId event, Set<String> delivered, String why) {
        pending.remove(event);
        givenUp.put(event, why);
    }

    @Override
    public synchronized long countPending() {
        return pending.size();
    }

    @Override
    public synchronized long countGivenUp() {
        return givenUp.size();
    }

    synchronized Pending only() {
        return pending.values().iterator().next().pending();
    }

    synchronized Instant dueOfOnly() {
        return pending.values().iterator().next().notBefore();
    }

    synchronized String whyGivenUp(EventId event) {
        return givenUp.get(event);
    }

    private record Entry(Pending pending, Instant notBefore) {}
}
