package id.core.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityChange;
import id.api.identity.IdentityError;
import id.api.identity.IdentityState;
import id.api.identity.VidPolicy;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.Alias;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.RandomSource;
import id.api.value.Vid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class StoredIdentityRegistryTest {
    private static final EnrollmentId ENROLLMENT = new EnrollmentId("e-1");
    private static final ClientId CLERK = new ClientId("clerk");
    private static final Alias PHONE = new Alias("phone", "+231 77 000");
    private static final Attributes ATTRIBUTES = Attributes.ofPlain("1.0",
            Map.of("name", List.of(Map.of("language", "en", "value", "Ada"), Map.of("language", "ar", "value", "آدا")),
                    "height", new BigDecimal("1.50"), "alive", true));

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final PlayedIdentities store = new PlayedIdentities();
    private final Records records = new Records();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final StoredIdentityRegistry registry = new StoredIdentityRegistry(Settings.defaults().build(), store,
            store, new PlayedSequences(), new PlainFieldCipher(), new Ff1(), records, records, new Dice(), () -> now,
            executor);

    @After
    public void stop() {
        executor.shutdownNow();
    }

    @Test
    public void registersAPersonWithNumberHistoryEventAndAudit() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        Identity identity = registry.read(person).orElseThrow();
        assertEquals(ATTRIBUTES, identity.attributes());
        assertEquals(IdentityState.ACTIVE, identity.state());
        assertEquals(1, identity.version());
        assertEquals(person, registry.find(identity.uin()).orElseThrow());
        assertEquals(person, registry.findForUse(identity.uin()).orElseThrow());
        assertEquals(person, registry.findByEnrollment(ENROLLMENT).orElseThrow());
        assertEquals(List.of(new IdentityChange(1, now, "REGISTERED", "Enrolled", ClientId.SYSTEM)),
                registry.history(person));
        assertEquals(Topic.IDENTITY_CREATED, records.events.getFirst().topic());
        assertEquals("identity.registered", records.entries.getFirst().event());
        assertEquals(person.value(), records.entries.getFirst().subject());
    }

    @Test
    public void registersAnEnrollmentOnce() throws Exception {
        List<Callable<PersonId>> workers = Collections.nCopies(8, () -> registry.register(ENROLLMENT, ATTRIBUTES));
        List<PersonId> persons = new ArrayList<>();
        for (Future<PersonId> worker : executor.invokeAll(workers)) {
            persons.add(worker.get());
        }
        assertEquals(1, persons.stream().distinct().count());
        assertEquals(1, store.count());
        assertEquals(1, records.events.size());
    }

    @Test
    public void takesThePersonOfTheWorkerThatWasFaster() {
        PersonId first = registry.register(ENROLLMENT, ATTRIBUTES);
        store.blindLookUps.set(1);
        assertEquals(first, registry.register(ENROLLMENT, ATTRIBUTES));
        assertEquals(1, store.count());
    }

    @Test
    public void storesNothingWhenAPartOfTheRegistrationFails() {
        records.broken = true;
        assertThrows(IllegalStateException.class, () -> registry.register(ENROLLMENT, ATTRIBUTES));
        assertEquals(0, store.count());
        records.broken = false;
        assertTrue(registry.read(registry.register(ENROLLMENT, ATTRIBUTES)).isPresent());
    }

    @Test
    public void keepsEveryChangeWithItsVersion() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        assertEquals(2, registry.update(person, Attributes.ofPlain("1.1", Map.of("name", "Bea")), "Married", CLERK));
        Vid vid = registry.issueVid(person, VidPolicy.PERPETUAL, CLERK);
        registry.linkAlias(person, PHONE, CLERK);
        registry.revokeAlias(person, PHONE, CLERK);
        registry.revokeVid(person, vid, CLERK);
        registry.changeState(person, IdentityState.SUSPENDED, "Card found", CLERK);
        List<IdentityChange> history = registry.history(person);
        assertEquals(List.of("REGISTERED", "UPDATED", "VID_ISSUED", "ALIAS_LINKED", "ALIAS_REVOKED", "VID_REVOKED",
                "STATE_CHANGED"), history.stream().map(IdentityChange::kind).toList());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), history.stream().map(IdentityChange::version).toList());
        assertEquals(7, registry.read(person).orElseThrow().version());
        assertEquals(List.of(Topic.IDENTITY_CREATED, Topic.IDENTITY_UPDATED, Topic.IDENTITY_STATE_CHANGED),
                records.events.stream().map(IdentityEvent::topic).toList());
        assertEquals(7, records.entries.size());
    }

    @Test
    public void repeatsAChangeThatAnotherOvertook() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        store.staleReplaces.set(2);
        assertEquals(2, registry.update(person, ATTRIBUTES, "Again", CLERK));
        assertEquals(2, registry.history(person).size());
    }

    @Test
    public void letsStatesFollowTheirOrderOnly() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        assertCode(IdentityError.STATE_NOT_ALLOWED, () -> change(person, IdentityState.ACTIVE));
        change(person, IdentityState.SUSPENDED);
        assertCode(IdentityError.STATE_NOT_ALLOWED, () -> registry.issueVid(person, VidPolicy.PERPETUAL, CLERK));
        change(person, IdentityState.ACTIVE);
        change(person, IdentityState.DECEASED);
        assertCode(IdentityError.STATE_NOT_ALLOWED, () -> change(person, IdentityState.SUSPENDED));
        change(person, IdentityState.ACTIVE);
        change(person, IdentityState.DEACTIVATED);
        assertCode(IdentityError.STATE_NOT_ALLOWED, () -> change(person, IdentityState.ACTIVE));
        assertCode(IdentityError.STATE_NOT_ALLOWED, () -> registry.update(person, ATTRIBUTES, "x", CLERK));
    }

    @Test
    public void refusesChangesWithoutCauseOrPerson() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        assertCode(GeneralError.INVALID_VALUE, () -> registry.update(person, ATTRIBUTES, " ", CLERK));
        PersonId nobody = new PersonId("0".repeat(32));
        assertCode(IdentityError.PERSON_UNKNOWN, () -> registry.update(nobody, ATTRIBUTES, "x", CLERK));
        assertTrue(registry.read(nobody).isEmpty());
    }

    @Test
    public void letsManyRaceForAOneTimeIdentifierAndOneWin() throws Exception {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        Vid vid = registry.issueVid(person, VidPolicy.ONE_TIME, CLERK);
        assertTrue(registry.find(vid).isPresent());
        int winners = 0;
        for (Future<Boolean> use : executor
                .invokeAll(Collections.<Callable<Boolean>>nCopies(16, () -> registry.findForUse(vid).isPresent()))) {
            winners += use.get() ? 1 : 0;
        }
        assertEquals(1, winners);
        assertTrue(registry.find(vid).isEmpty());
    }

    @Test
    public void endsVirtualIdentifiersInTime() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        Vid temporary = registry.issueVid(person, VidPolicy.TEMPORARY, CLERK);
        Vid lasting = registry.issueVid(person, VidPolicy.PERPETUAL, CLERK);
        assertNotEquals(temporary, lasting);
        now = now.plus(Duration.ofMinutes(30)).minusSeconds(1);
        assertTrue(registry.findForUse(temporary).isPresent());
        assertTrue(registry.findForUse(temporary).isPresent());
        now = now.plusSeconds(1);
        assertTrue(registry.findForUse(temporary).isEmpty());
        assertTrue(registry.findForUse(lasting).isPresent());
        registry.revokeVid(person, lasting, CLERK);
        registry.revokeVid(person, lasting, CLERK);
        assertTrue(registry.find(lasting).isEmpty());
    }

    @Test
    public void letsAnAliasNameOnePersonAtATime() {
        PersonId first = registry.register(ENROLLMENT, ATTRIBUTES);
        PersonId second = registry.register(new EnrollmentId("e-2"), ATTRIBUTES);
        registry.linkAlias(first, PHONE, CLERK);
        registry.linkAlias(first, PHONE, CLERK);
        assertEquals(first, registry.find(new Alias("phone", " +231 77 000 ")).orElseThrow());
        assertTrue(registry.find(new Alias("email", PHONE.value())).isEmpty());
        assertCode(IdentityError.IDENTIFIER_TAKEN, () -> registry.linkAlias(second, PHONE, CLERK));
        assertCode(IdentityError.IDENTIFIER_UNKNOWN, () -> registry.revokeAlias(second, PHONE, CLERK));
        registry.revokeAlias(first, PHONE, CLERK);
        assertTrue(registry.find(PHONE).isEmpty());
        registry.linkAlias(second, PHONE, CLERK);
        assertEquals(second, registry.find(PHONE).orElseThrow());
        assertEquals(3, registry.history(first).size());
    }

    @Test
    public void showsNoPersonalDataInErrorsAndAudit() {
        PersonId person = registry.register(ENROLLMENT, ATTRIBUTES);
        registry.linkAlias(person, PHONE, CLERK);
        String uin = registry.read(person).orElseThrow().uin().value();
        assertFalse(records.entries.toString().contains(uin));
        assertFalse(records.entries.toString().contains("77 000"));
        assertFalse(records.events.toString().contains(uin));
    }

    private void change(PersonId person, IdentityState state) {
        registry.changeState(person, state, "Test", CLERK);
    }

    private static void assertCode(ErrorCode code, ThrowingRunnable call) {
        assertSame(code, assertThrows(IdentityException.class, call).code());
    }

    /** Remembers what was published and audited. */
    private static final class Records implements SubscriptionService, AuditTrail {
        private final List<IdentityEvent> events = Collections.synchronizedList(new ArrayList<>());
        private final List<AuditEntry> entries = Collections.synchronizedList(new ArrayList<>());
        private boolean broken;

        @Override
        public void publish(IdentityEvent event) {
            if (broken) {
                throw new IllegalStateException("played");
            }
            events.add(event);
        }

        @Override
        public DeliveryStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void record(AuditEntry entry) {
            entries.add(entry);
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
    }

    private static final class Dice implements RandomSource {
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
