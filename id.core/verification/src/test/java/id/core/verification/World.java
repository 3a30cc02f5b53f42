package id.core.verification;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.osgi.framework.Constants;
import org.osgi.util.promise.Promise;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerRegistry;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.RandomSource;

/** What the verification core stands on, in memory. */
final class World {
    static final long OWN_BUNDLE = 7;

    Instant now = Instant.parse("2026-11-24T08:00:00Z");
    final Counters counters = new Counters();
    final Trail trail = new Trail();
    final Plugins plugins = new Plugins();
    final OneTransaction transactions = new OneTransaction();
    final Seals cipher = new Seals();
    final Clients clients = new Clients();
    final RandomSource random = new RandomSource() {
        private long next = 41_006;

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            Arrays.fill(bytes, (byte) next++);
            return bytes;
        }

        @Override
        public long below(long bound) {
            return next++ % bound;
        }
    };

    /** Limits of guesses as they are set at first. */
    GuessLimit guesses(PersonMarks marks, AnswerTrail answers) {
        return new GuessLimit(settings(GuessLimit.Config.class, Map.of()), counters, () -> now, marks, answers);
    }

    /** Settings with one changed. */
    static <C> C settings(Class<C> type, Map<String, Object> changed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, (proxy, method,
                args) -> changed.containsKey(method.getName()) ? changed.get(method.getName())
                        : method.getDefaultValue()));
    }

    /** Counters that forget by the clock, and that a failed transaction leaves as they were. */
    final class Counters implements CounterStore {
        private record Entry(long count, SealedValue value, Instant expiresAt) {}

        private Map<String, Entry> entries = new ConcurrentHashMap<>();

        @Override
        public synchronized long increment(String key, Instant at, Instant expiresAt) {
            Entry old = live(key, at);
            Entry next = old == null ? new Entry(1, null, expiresAt) : new Entry(old.count() + 1, null, old.expiresAt());
            entries.put(key, next);
            return next.count();
        }

        private Entry live(String key, Instant at) {
            Entry entry = entries.get(key);
            return entry == null || !entry.expiresAt().isAfter(at) ? null : entry;
        }

        @Override
        public long count(String key, Instant at) {
            Entry entry = live(key, at);
            return entry == null ? 0 : entry.count();
        }

        @Override
        public void clear(String key) {
            entries.remove(key);
        }

        @Override
        public void put(String key, SealedValue value, Instant expiresAt) {
            entries.put(key, new Entry(0, value, expiresAt));
        }

        @Override
        public synchronized boolean putIfAbsent(String key, Instant at, Instant expiresAt) {
            return live(key, at) == null && entries.put(key, new Entry(1, null, expiresAt)) == null;
        }

        @Override
        public Optional<SealedValue> find(String key, Instant at) {
            return Optional.ofNullable(live(key, at)).map(Entry::value);
        }

        @Override
        public synchronized boolean take(String key, Instant at) {
            return live(key, at) != null && entries.remove(key) != null;
        }

        @Override
        public int purge(Instant at) {
            return 0;
        }

        Map<String, Entry> snapshot() {
            return new ConcurrentHashMap<>(entries);
        }

        void restore(Map<String, Entry> earlier) {
            entries = earlier;
        }

        boolean holdsPlain(String text) {
            return entries.entrySet().stream().anyMatch(e -> e.getKey().contains(text)
                    || e.getValue().value() != null && e.getValue().value().content().asUtf8().contains(text));
        }
    }

    /** One at a time; what failed leaves no trace. */
    final class OneTransaction implements Transactions {
        private final ReentrantLock lock = new ReentrantLock();
        /** Transactions that changed something: each is a sync. */
        int writes;

        @Override
        public <T> T required(Supplier<T> work) {
            lock.lock();
            try {
                if (lock.getHoldCount() > 1) {
                    return work.get();
                }
                var counts = counters.snapshot();
                int entries = trail.entries.size();
                try {
                    T result = work.get();
                    if (trail.entries.size() != entries || !counters.snapshot().equals(counts)) {
                        writes++;
                    }
                    return result;
                } catch (RuntimeException failed) {
                    counters.restore(counts);
                    trail.entries.subList(entries, trail.entries.size()).clear();
                    throw failed;
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void afterCommit(Runnable action) {
            action.run();
        }
    }

    /** Remembers entries; can break. */
    static final class Trail implements AuditTrail {
        final List<AuditEntry> entries = new ArrayList<>();
        RuntimeException broken;

        @Override
        public synchronized void record(AuditEntry entry) {
            if (broken != null) {
                throw broken;
            }
            entries.add(entry);
        }

        AuditEntry last() {
            return entries.getLast();
        }

        Set<String> subjects(ClientId actor) {
            return entries.stream().filter(entry -> entry.actor().equals(actor)).map(AuditEntry::subject).collect(Collectors.toSet());
        }

        @Override
        public List<ChainedEntry> recent(int limit) {
            return List.of();
        }

        @Override
        public List<ChainedEntry> about(Set<String> subjects, int limit) {
            return List.of();
        }

        @Override
        public AuditVerification verify() {
            return new AuditVerification.Intact(0, 0, "", AuditCoverage.NONE);
        }
    }

    /** Calls on the caller's thread, faults as outcomes. */
    static final class Plugins implements PluginRegistry {
        private record Offer(Class<?> kind, Object service, Map<String, Object> properties) {}

        private final List<Offer> offers = new ArrayList<>();

        void add(Class<?> kind, Object service, Map<String, Object> properties) {
            offers.add(new Offer(kind, service, properties));
        }

        void remove(Class<?> kind) {
            offers.removeIf(offer -> offer.kind() == kind);
        }

        private Optional<Offer> fitting(Class<?> kind, String filter) {
            return offers.stream().filter(offer -> offer.kind() == kind && offer.properties().entrySet().stream()
                    .allMatch(p -> !filter.contains("(" + p.getKey() + "=") || p.getValue() instanceof String[] many
                            ? !(p.getValue() instanceof String[]) || Arrays.stream((String[]) p.getValue())
                                    .anyMatch(one -> filter.contains("(" + p.getKey() + "=" + one + ")"))
                            : filter.contains("(" + p.getKey() + "=" + p.getValue() + ")")))
                    .findFirst();
        }

        @Override
        public <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call) {
            Optional<Offer> offer = fitting(kind, filter);
            if (offer.isEmpty()) {
                return new PluginOutcome.Absent<>("nobody offers " + kind.getSimpleName());
            }
            try {
                return new PluginOutcome.Answered<>(call.ask(kind.cast(offer.get().service())));
            } catch (IdentityException told) {
                return told.category() == ErrorCategory.CALLER
                        ? new PluginOutcome.Refused<>(told)
                        : new PluginOutcome.Failed<>(told.getMessage(), told);
            } catch (Exception broken) {
                return new PluginOutcome.Failed<>("threw " + broken.getClass().getName(), broken);
            }
        }

        @Override
        public <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit,
                PluginCall<S, Promise<R>> call) {
            return call(kind, filter, limit, plugin -> call.ask(plugin).getValue());
        }

        @Override
        public <S> List<PluginOffer> offers(Class<S> kind, String filter) {
            return fitting(kind, filter).map(o -> {
                Map<String, Object> properties = new HashMap<>(Map.of(Constants.SERVICE_BUNDLEID, OWN_BUNDLE));
                properties.putAll(o.properties());
                return List.of(new PluginOffer("test", properties));
            }).orElse(List.of());
        }

        @Override
        public List<PluginStatus> plugins() {
            return List.of();
        }
    }

    /** Seals that can be looked through here, but not with another context. */
    static final class Seals implements FieldCipher {
        @Override
        public SealedValue seal(SealPurpose purpose, String context, Bytes plain) {
            return new SealedValue(Bytes.utf8(purpose + "|" + context + "|"
                    + Base64.getEncoder().encodeToString(plain.toArray())));
        }

        @Override
        public Bytes open(SealPurpose purpose, String context, SealedValue sealed) {
            String text = sealed.content().asUtf8();
            if (!text.startsWith(purpose + "|" + context + "|")) {
                throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "value", "Does not open");
            }
            return Bytes.of(Base64.getDecoder().decode(text.substring(text.lastIndexOf('|') + 1)));
        }

        @Override
        public BlindIndex index(SealPurpose purpose, String kind, String value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String derive128(SealPurpose purpose, String kind, String value) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest((purpose + "|" + kind + "|" + value).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest, 0, 16);
            } catch (java.security.NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    /** Clients by id. */
    static final class Clients implements PartnerRegistry {
        final Map<ClientId, Client> byId = new LinkedHashMap<>();

        @Override
        public Optional<Client> find(ClientId id) {
            return Optional.ofNullable(byId.get(id));
        }

        @Override
        public Client register(NewClient client, ClientId by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Client> list() {
            return List.copyOf(byId.values());
        }

        @Override
        public Client setActive(ClientId id, boolean active, ClientId by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Client replaceKeys(ClientId id, List<String> publicKeys, ClientId by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Set<String>> roles() {
            return Map.of();
        }
    }
}
