package id.core.access;

import id.api.access.StaffAccount;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerRegistry;
import id.api.partner.Places;
import id.api.security.PasswordHash;
import id.api.security.SealedValue;
import id.api.storage.AccessRecord;
import id.api.storage.AccessStore;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import id.api.value.Secret;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Everything around this bundle, in memory; two nodes share it. */
final class World implements AccessStore, Transactions, AuditTrail, CounterStore, PartnerRegistry, PasswordHash {
    static final ClientId ADMIN = new ClientId("admin");
    static final ClientId SECOND = new ClientId("second");

    final PlainFieldCipher cipher = new PlainFieldCipher();
    final List<AuditEntry> audited = new ArrayList<>();
    final Map<ClientId, Client> clients = new HashMap<>();
    final RandomSource random = new Seeded();
    Instant now = Instant.parse("2026-03-04T05:06:07Z");
    int hashed;

    private final TreeMap<String, AccessRecord> records = new TreeMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, SealedValue> values = new HashMap<>();
    private final Map<String, Instant> ends = new HashMap<>();

    World() {
        add("admin", Places.EVERYWHERE);
        add("second", Places.EVERYWHERE);
    }

    Client add(String id, Places places) {
        Client client = new Client(new ClientId(id), id, Set.of(), Set.of(), List.of("{}"), Set.of(), true, now, places);
        clients.put(client.id(), client);
        return client;
    }

    SealedRecords records() {
        return new SealedRecords(this, cipher, () -> now);
    }

    StoredHotlist hotlist() {
        return new StoredHotlist(records(), cipher, this, this);
    }

    StoredStaff staff() {
        return new StoredStaff(new StaffBook(records()), this, this, this, this, random, () -> now);
    }

    StoredSessions sessions() {
        return sessions(Map.of());
    }

    /** @param rules settings of passwords that differ from what they are by default */
    StoredSessions sessions(Map<String, Object> rules) {
        return new StoredSessions(settings(StoredSessions.Config.class, Map.of()), new StaffBook(records()), records(),
                this, hotlist(), new PasswordRules(settings(PasswordRules.Config.class, rules), key -> "target"), this,
                this, this, this, random, () -> now);
    }

    StoredOwnAccount account(StoredSessions sessions) {
        return new StoredOwnAccount(new StaffBook(records()), records(), sessions, this, this, cipher, this, this,
                random, () -> now);
    }

    FingerLogIn fingers(Enrolled enrolled) {
        return new FingerLogIn(new StaffBook(records()), new StaffBindings(records(), cipher), sessions(),
                new FingerDesk(enrolled.verifications(), enrolled.plugins(), random), enrolled.registry(), hotlist(), this,
                this, enrolled.marks());
    }

    ProviderLogIn provider(ProviderSettings settings, LocalSigner signer) {
        return new ProviderLogIn(settings, new StaffBook(records()), new StaffBindings(records(), cipher), sessions(), cipher,
                signer, this, this, this, random, () -> now);
    }

    StoredApprovals approvals(String... acts) {
        return new StoredApprovals(settings(StoredApprovals.Config.class, Map.of("fourEyes", acts)), records(), this,
                new StaffBook(records()), this, this);
    }

    /** The defaults of a configuration, with changes. */
    static <T> T settings(Class<T> type, Map<String, Object> changes) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> changes.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    /** All that lies in the store, as text: what a thief would read were the seal none. */
    String dump() {
        StringBuilder all = new StringBuilder();
        records.forEach((key, record) -> all.append(key).append(' ').append(record.content().content().asUtf8())
                .append('\n'));
        return all.toString();
    }

    private static String key(AccessRecord.Kind kind, String id) {
        return kind + "/" + id;
    }

    private boolean isThere(String key, Instant at) {
        AccessRecord record = records.get(key);
        return record != null && record.expiresAt().map(end -> end.isAfter(at)).orElse(true);
    }

    @Override
    public boolean create(AccessRecord record, Instant at) {
        String key = key(record.kind(), record.id());
        if (isThere(key, at)) {
            return false;
        }
        records.put(key, record);
        return true;
    }

    @Override
    public boolean replace(AccessRecord record, Instant at) {
        String key = key(record.kind(), record.id());
        if (!isThere(key, at) || records.get(key).version() != record.version() - 1) {
            return false;
        }
        records.put(key, record);
        return true;
    }

    @Override
    public Optional<AccessRecord> find(AccessRecord.Kind kind, String id, Instant at) {
        return isThere(key(kind, id), at) ? Optional.of(records.get(key(kind, id))) : Optional.empty();
    }

    @Override
    public List<AccessRecord> list(AccessRecord.Kind kind, String after, int limit, Instant at) {
        return records.values().stream().filter(record -> record.kind() == kind && record.id().compareTo(after) > 0
                && isThere(key(kind, record.id()), at)).limit(limit).toList();
    }

    @Override
    public boolean remove(AccessRecord.Kind kind, String id, Instant at) {
        return isThere(key(kind, id), at) && records.remove(key(kind, id)) != null;
    }

    @Override
    public int purge(Instant at) {
        int before = records.size();
        records.keySet().removeIf(key -> !isThere(key, at));
        return before - records.size();
    }

    @Override
    public <T> T required(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }

    @Override
    public void record(AuditEntry entry) {
        audited.add(entry);
    }

    @Override
    public List<ChainedEntry> recent(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ChainedEntry> about(Set<String> subjects, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditVerification verify() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long increment(String key, Instant at, Instant expiresAt) {
        if (count(key, at) == 0) {
            counts.put(key, 0L);
            ends.put(key, expiresAt);
        }
        return counts.merge(key, 1L, Long::sum);
    }

    @Override
    public long count(String key, Instant at) {
        return ends.getOrDefault(key, Instant.MIN).isAfter(at) ? counts.get(key) : 0;
    }

    @Override
    public void clear(String key) {
        ends.remove(key);
    }

    @Override
    public void put(String key, SealedValue value, Instant expiresAt) {
        values.put(key, value);
        ends.put(key, expiresAt);
    }

    @Override
    public boolean putIfAbsent(String key, Instant at, Instant expiresAt) {
        boolean absent = count(key, at) == 0;
        if (absent) {
            increment(key, at, expiresAt);
        }
        return absent;
    }

    @Override
    public Optional<SealedValue> find(String key, Instant at) {
        return ends.getOrDefault(key, Instant.MIN).isAfter(at) ? Optional.ofNullable(values.get(key)) : Optional.empty();
    }

    @Override
    public boolean take(String key, Instant at) {
        return find(key, at).isPresent() && values.remove(key) != null;
    }

    @Override
    public Client register(NewClient client, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    @Override
    public List<Client> list() {
        return List.copyOf(clients.values());
    }

    @Override
    public Client setActive(ClientId id, boolean active, ClientId by) {
        Client old = clients.get(id);
        Client changed = new Client(id, old.displayName(), old.roles(), old.scopes(), old.publicKeys(),
                old.releasableAttributes(), active, old.createdAt(), old.places());
        clients.put(id, changed);
        return changed;
    }

    @Override
    public Client replaceKeys(ClientId id, List<String> publicKeys, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Set<String>> roles() {
        return Map.of("operator", Set.of("station.enroll"), "auditor", Set.of("admin.audit.read"));
    }

    @Override
    public String hash(Secret password) {
        return "hash of " + new String(password.reveal());
    }

    @Override
    public boolean matches(Secret password, String hash) {
        hashed++;
        return hash.equals(hash(password));
    }

    static void refused(id.api.error.ErrorCode code, Runnable call) {
        IdentityException refused = org.junit.Assert.assertThrows(IdentityException.class, call::run);
        org.junit.Assert.assertEquals(refused.getMessage(), code, refused.code());
    }

    static ClientId staffId(String name) {
        return new ClientId(StaffAccount.PREFIX + name);
    }

    private static final class Seeded implements RandomSource {
        private final Random random = new Random(7);

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }

        @Override
        public long below(long bound) {
            return random.nextLong(bound);
        }
    }
}
