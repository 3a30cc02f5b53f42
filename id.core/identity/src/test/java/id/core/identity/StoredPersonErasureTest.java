package id.core.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.enrollment.AdjudicationCase;
import id.api.enrollment.EnrollmentService;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.security.ErasureEpochs;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.Alias;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.RandomSource;
import id.api.value.Uin;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class StoredPersonErasureTest {
    private static final EnrollmentId ENROLLMENT = new EnrollmentId("e-1");
    private static final ClientId CLERK = new ClientId("clerk");
    private static final Alias PHONE = new Alias("phone", "+231 77 000");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final PlayedIdentities store = new PlayedIdentities();
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<AdjudicationCase> cases = new ArrayList<>();
    private final List<String> deletions = new ArrayList<>();
    private boolean epochsFail;
    private final SubscriptionService subscription = played(SubscriptionService.class,
            arguments -> events.add((IdentityEvent) arguments[0]));
    private final AuditTrail audit = played(AuditTrail.class, arguments -> entries.add((AuditEntry) arguments[0]));
    private final RandomSource random = new Dice();
    private final StoredIdentityRegistry registry = new StoredIdentityRegistry(Settings.defaults().build(), store, store,
            new PlayedSequences(), new PlainFieldCipher(), new Ff1(), subscription, audit, random, () -> NOW, executor);
    private final StoredPersonErasure erasure = new StoredPersonErasure(store, played(EnrollmentService.class, arguments -> cases), store,
            subscription, audit, played(ErasureEpochs.class, arguments -> {
                if (epochsFail) {
                    throw new IdentityException(GeneralError.UNAVAILABLE, "", "played");
                }
                return deletions.add("noted") ? null : null;
            }), random, () -> NOW);
    private PersonId person;
    private Uin uin;

    @Before
    public void register() {
        person = registry.register(ENROLLMENT, Attributes.ofPlain("1.0", Map.of("name", "Ada")));
        uin = registry.read(person).orElseThrow().uin();
        registry.linkAlias(person, PHONE, CLERK);
    }

    @After
    public void stop() {
        executor.shutdownNow();
    }

    @Test
    public void lookUpsAnswerAsForOneWhoNeverWas() {
        PersonId other = registry.register(new EnrollmentId("e-2"), Attributes.ofPlain("1.0", Map.of("name", "Grace")));
        erasure.erase(person, "request 17", CLERK);
        assertTrue(registry.find(uin).isEmpty());
        assertTrue(registry.findForUse(uin).isEmpty());
        assertTrue(registry.find(PHONE).isEmpty());
        assertTrue(registry.read(person).isEmpty());
        assertTrue(registry.findByEnrollment(ENROLLMENT).isEmpty());
        assertEquals(List.of(), registry.history(person));
        assertTrue(registry.read(other).isPresent());
        refused(IdentityError.PERSON_UNKNOWN, () -> erasure.erase(person, "once more", CLERK));
        refused(IdentityError.PERSON_UNKNOWN, () -> registry.linkAlias(person, PHONE, CLERK));
        registry.linkAlias(other, PHONE, CLERK);
        assertEquals(other, registry.find(PHONE).orElseThrow());
    }

    @Test
    public void theOthersAreToldAndTheTrailSaysWhoAndWhy() {
        erasure.erase(person, "request 17", CLERK);
        IdentityEvent told = events.getLast();
        assertEquals(Topic.IDENTITY_ERASED, told.topic());
        assertEquals(ENROLLMENT, told.enrollment().orElseThrow());
        assertEquals(new AuditEntry("identity.erased", CLERK, person.value(), "DONE",
                Map.of("purpose", "request 17", "enrollment", "e-1")), entries.getLast());
        assertEquals(1, deletions.size());
        assertFalse(entries.toString().contains(uin.value()) || events.toString().contains(uin.value()));
    }

    @Test
    public void theNumberIsNeverGivenOutAgain() {
        erasure.erase(person, "request 17", CLERK);
        Set<Uin> numbers = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            numbers.add(registry.generateUin());
        }
        assertFalse(numbers.contains(uin));
        assertEquals(5_000, numbers.size());
    }

    @Test
    public void aHoldKeepsAPersonUntilItIsReleased() {
        erasure.hold(person, "order 9 of the court", CLERK);
        IdentityException refused = refused(IdentityError.ERASURE_REFUSED, () -> erasure.erase(person, "request 17", CLERK));
        assertTrue(refused.getMessage(), refused.getMessage().contains("order 9 of the court"));
        assertEquals("REFUSED", entries.getLast().outcome());
        assertTrue(registry.find(uin).isPresent());
        erasure.release(person, "order 9 was lifted", CLERK);
        erasure.erase(person, "request 17", CLERK);
        assertEquals(List.of("identity.held", "identity.erased", "identity.released", "identity.erased"),
                entries.stream().map(AuditEntry::event).filter(event -> event.matches("identity.(held|released|erased)")).toList());
        assertTrue(erasure.hold(person).isEmpty());
    }

    @Test
    public void anOpenCaseKeepsAPersonToo() {
        cases.add(new AdjudicationCase(new EnrollmentId("e-9"), List.of(ENROLLMENT), NOW, List.of()));
        refused(IdentityError.ERASURE_REFUSED, () -> erasure.erase(person, "request 17", CLERK));
        assertTrue(registry.find(uin).isPresent());
        cases.clear();
        erasure.erase(person, "request 17", CLERK);
        assertTrue(registry.find(uin).isEmpty());
    }

    @Test
    public void allOrNothing() {
        int told = events.size();
        epochsFail = true;
        refused(GeneralError.UNAVAILABLE, () -> erasure.erase(person, "request 17", CLERK));
        assertTrue("undone", registry.find(uin).isPresent());
        assertEquals(1, events.size() - told);
        refused(GeneralError.INVALID_VALUE, () -> erasure.erase(person, " ", CLERK));
    }

    private static IdentityException refused(ErrorCode code, ThrowingRunnable work) {
        IdentityException refused = assertThrows(IdentityException.class, work);
        assertSame(code, refused.code());
        return refused;
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T played(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, (proxy, method, arguments) -> {
            Object result = answer.to(arguments);
            return method.getReturnType() == void.class ? null : result;
        }));
    }

    private static final class Dice implements RandomSource {
        private final Random numbers = new Random(7);

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            numbers.nextBytes(bytes);
            return bytes;
        }

        @Override
        public long below(long bound) {
            return numbers.nextLong(bound);
        }
    }
}
