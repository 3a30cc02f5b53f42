package id.core.credential;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.Before;
import org.junit.Test;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.credential.CredentialError;
import id.api.credential.CredentialFormat;
import id.api.credential.CredentialService;
import id.api.credential.CredentialStatus;
import id.api.credential.CredentialView;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityError;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.security.ErasureEpochs;
import id.api.storage.ObjectStore;
import id.api.storage.StorageError;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.PersonId;
import id.api.value.Uin;
import id.api.value.Verhoeff;

public class IssuedCredentialsTest {
    private static final PersonId PERSON = new PersonId("0123456789abcdef0123456789abcdef");
    private static final EnrollmentId ENROLLMENT = new EnrollmentId("enrollment-1");
    private static final Uin UIN = new Uin("123456789" + Verhoeff.checkDigit("123456789"));
    private static final ClientId CLERK = new ClientId("clerk");
    private static final Bytes PNG = Bytes.of(new byte[]{ (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3 });

    private final World.Shelf store = new World.Shelf();
    private final World.Plugins plugins = new World.Plugins();
    private final World.Seals cipher = new World.Seals();
    private final World.Objects objects = new World.Objects();
    private final World.Numbers random = new World.Numbers();
    private final List<AuditEntry> audited = new ArrayList<>();
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<PrintJob> jobs = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>(
            Map.of("name", "Amina Okafor", "dateOfBirth", "1990-05-17", "gender", "female", "email", "a@example.org"));
    private IdentityState state = IdentityState.ACTIVE;
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private IssuedCredentials service;
    private SealedPortraits portraits;

    @Before
    public void assemble() {
        plugins.add(ObjectStore.class, objects, "");
        plugins.add(CredentialFormat.class,
                new Claim169Format(World.settings(Claim169Format.Config.class, Map.of()), World.CredentialKey.edDsa()),
                "(format=cwt-claim169)");
        plugins.add(CredentialPrinter.class, new CredentialPrinter() {
            @Override
            public Set<String> layouts() {
                return Set.of("id-1-pdf");
            }

            @Override
            public Promise<PrintOutcome> print(PrintJob job) {
                jobs.add(job);
                return Promises.resolved(new PrintOutcome.Rendered("application/pdf", Bytes.utf8("pdf")));
            }
        }, "(printer.layouts=id-1-pdf)");
        portraits = new SealedPortraits(plugins, cipher);
        CardDesign design = new CardDesign(World.settings(CardDesign.Config.class, Map.of()),
                new CredentialMapping(World.settings(CredentialMapping.Config.class, Map.of())), random);
        service = new IssuedCredentials(store, World.TRANSACTIONS, identities(), plugins, cipher, random, () -> now,
                design, new CredentialTrail(fake(AuditTrail.class, "record", audited),
                        fake(SubscriptionService.class, "publish", events), random, () -> now),
                new CardPrinting(plugins, portraits));
    }

    /** Collects the only argument of one method. */
    private static <S, A> S fake(Class<S> type, String method, List<A> arguments) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, (proxy, called, args) -> {
            if (!called.getName().equals(method)) {
                throw new UnsupportedOperationException(called.getName());
            }
            @SuppressWarnings("unchecked") A argument = (A) args[0];
            arguments.add(argument);
            return null;
        }));
    }

    private IdentityRegistry identities() {
        return (IdentityRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{ IdentityRegistry.class }, (proxy, called, args) -> PERSON.equals(args[0])
                        ? Optional.of(new Identity(PERSON, UIN, state, Attributes.ofPlain("1.0", attributes),
                                ENROLLMENT, now, 1))
                        : Optional.empty());
    }

    private CredentialView request(String id) {
        return service.request(id, PERSON, CredentialService.IDENTITY_CARD, CLERK);
    }

    @Test
    public void aRequestIsIssuedAtOnceAuditedAndTold() {
        CredentialView card = request("r1");
        assertEquals(CredentialStatus.ACTIVE, card.status());
        assertEquals(LocalDate.of(2026, 11, 24), card.issued());
        assertEquals(LocalDate.of(2036, 11, 23), card.expires());
        assertTrue(card.number().matches("[0-9A-Z]{9}"));
        assertEquals(Optional.of(card), service.read(card.id()));
        assertEquals(List.of(card), service.ofPerson(PERSON));
        assertEquals("credential.issued", audited.getFirst().event());
        assertEquals(Topic.CREDENTIAL_ISSUED, events.getFirst().topic());
        assertFalse(store.byId.toString().contains("Amina"));
    }

    @Test
    public void theSameRequestAgainIsTheSameCredential() {
        CredentialView first = request("r1");
        assertEquals(first, request("r1"));
        assertEquals(1, audited.size());
        assertNotEquals(first.number(), request("r2").number());
        refused(GeneralError.CONFLICT, () -> service.request("r1", new PersonId("f".repeat(32)),
                CredentialService.IDENTITY_CARD, CLERK));
    }

    @Test
    public void aNumberInUseIsNotGivenAgain() {
        random.repeats = 9;
        CredentialView first = request("r1");
        random.repeats = 9;
        assertNotEquals(first.number(), request("r2").number());
    }

    @Test
    public void whatCannotBeIssuedSaysWhy() {
        refused(CredentialError.PROFILE_UNKNOWN, () -> service.request("r1", PERSON, "passport", CLERK));
        refused(GeneralError.INVALID_VALUE,
                () -> service.request("r 1", PERSON, CredentialService.IDENTITY_CARD, CLERK));
        refused(IdentityError.PERSON_UNKNOWN, () -> service.request("r1", new PersonId("f".repeat(32)),
                CredentialService.IDENTITY_CARD, CLERK));
        state = IdentityState.DECEASED;
        refused(IdentityError.STATE_NOT_ALLOWED, () -> request("r1"));
        state = IdentityState.ACTIVE;
        plugins.remove(CredentialFormat.class);
        refused(CredentialError.FORMAT_UNAVAILABLE, () -> request("r1"));
        assertTrue(store.byId.isEmpty());
        assertTrue(audited.isEmpty() && events.isEmpty());
    }

    @Test
    public void theLifeOfACredential() {
        CredentialId id = request("r1").id();
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.unsuspend(id, "why", CLERK));
        service.suspend(id, "lost", CLERK);
        assertEquals(CredentialStatus.SUSPENDED, service.read(id).orElseThrow().status());
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.suspend(id, "lost", CLERK));
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.print(id, "id-1-pdf", CLERK));
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.encoded(id));
        service.unsuspend(id, "found", CLERK);
        service.revoke(id, "stolen", CLERK);
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.revoke(id, "again", CLERK));
        refused(GeneralError.MISSING_VALUE, () -> service.suspend(id, " ", CLERK));
        refused(CredentialError.CREDENTIAL_UNKNOWN,
                () -> service.suspend(new CredentialId("f".repeat(32)), "why", CLERK));
        assertEquals(3, events.stream().filter(e -> e.topic() == Topic.CREDENTIAL_STATUS_CHANGED).count());
        assertFalse("an operator's words may be personal", audited.toString().contains("stolen"));
    }

    @Test
    public void aChangeThatSomebodyElseMadeFirstIsToldApart() {
        CredentialId id = request("r1").id();
        World.Shelf racing = store;
        racing.changeStatus(id, CredentialStatus.ACTIVE, CredentialStatus.REVOKED, "", now);
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.suspend(id, "why", CLERK));
        refused(StorageError.STALE_RECORD,
                () -> racing.changeStatus(id, CredentialStatus.ACTIVE, CredentialStatus.SUSPENDED, "", now));
    }

    @Test
    public void aCardIsPrintedWithWhatItWasIssuedWith() {
        portraits.keep(ENROLLMENT, PNG);
        CredentialView card = request("r1");
        attributes.put("name", "Amina Haddad");
        PrintOutcome outcome = service.print(card.id(), "id-1-pdf", CLERK);
        assertTrue(outcome instanceof PrintOutcome.Rendered);
        PrintJob job = jobs.getFirst();
        assertEquals("Amina Okafor", job.lines().getFirst().text());
        assertEquals("Name", job.lines().getFirst().label());
        assertEquals(3, job.lines().size());
        assertEquals(Optional.of(PNG), job.portrait());
        assertEquals(card.number(), job.cardNumber());
        assertEquals(service.encoded(card.id()).content().asUtf8(), job.machineReadable());
        service.print(card.id(), "id-1-pdf", CLERK);
        assertEquals(job, jobs.get(1));
        assertEquals("credential.printed", audited.getLast().event());
    }

    @Test
    public void withoutItsPrinterOrPortraitStoreACardIsNotPrinted() {
        CredentialId id = request("r1").id();
        refused(CredentialError.PRINTER_UNAVAILABLE, () -> service.print(id, "plastic", CLERK));
        refused(GeneralError.INVALID_VALUE, () -> service.print(id, "x)(a=*", CLERK));
        service.print(id, "id-1-pdf", CLERK);
        assertEquals(Optional.empty(), jobs.getFirst().portrait());
        plugins.remove(ObjectStore.class);
        refused(GeneralError.UNAVAILABLE, () -> service.print(id, "id-1-pdf", CLERK));
    }

    @Test
    public void expiredCardsAndCardsOfInactivePersonsAreNotPrinted() {
        CredentialId id = request("r1").id();
        state = IdentityState.SUSPENDED;
        refused(IdentityError.STATE_NOT_ALLOWED, () -> service.print(id, "id-1-pdf", CLERK));
        state = IdentityState.ACTIVE;
        now = Instant.parse("2036-11-23T12:00:00Z");
        service.print(id, "id-1-pdf", CLERK);
        now = Instant.parse("2036-11-24T00:00:00Z");
        refused(CredentialError.STATUS_NOT_ALLOWED, () -> service.print(id, "id-1-pdf", CLERK));
    }

    @Test
    public void everybodyWhoIsRegisteredGetsOneCard() {
        IssueReaction reaction = new IssueReaction(service);
        IdentityEvent created = event(Optional.of(PERSON));
        assertEquals(new ReactionResult.Done(), reaction.react(created));
        assertEquals(new ReactionResult.Done(), reaction.react(created));
        assertEquals(1, service.ofPerson(PERSON).size());
        assertTrue(reaction.react(event(Optional.empty())) instanceof ReactionResult.GivenUp);
        assertTrue(reaction.react(event(Optional.of(new PersonId("f".repeat(32))))) instanceof ReactionResult.GivenUp);
        plugins.remove(CredentialFormat.class);
        assertTrue(reaction.react(event(Optional.of(PERSON))) instanceof ReactionResult.RetryLater);
    }

    @Test
    public void anErasedPersonHasNoCardAndNoPortrait() {
        request("r1");
        CredentialView revoked = request("r2");
        service.revoke(revoked.id(), "Lost", CLERK);
        portraits.keep(ENROLLMENT, PNG);
        List<String> deletions = new ArrayList<>();
        ErasureEpochs epochs = (ErasureEpochs) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ ErasureEpochs.class },
                (proxy, called, args) -> deletions.add(called.getName()) ? null : null);
        EraseReaction reaction = new EraseReaction(service, store, portraits, World.TRANSACTIONS, epochs);
        IdentityEvent erased = new IdentityEvent(new EventId(random.id128()), Topic.IDENTITY_ERASED, Optional.of(PERSON),
                Optional.of(ENROLLMENT), Optional.empty(), now, "Erased");
        plugins.remove(ObjectStore.class);
        assertTrue(reaction.react(erased) instanceof ReactionResult.RetryLater);
        plugins.add(ObjectStore.class, objects, "");
        int told = events.size();
        assertEquals(new ReactionResult.Done(), reaction.react(erased));
        assertEquals(new ReactionResult.Done(), reaction.react(erased));
        assertTrue(store.byId.isEmpty());
        assertTrue(objects.byKey.isEmpty());
        assertEquals("of the one that was not revoked before", List.of("REVOKED"),
                events.subList(told, events.size()).stream().map(IdentityEvent::cause).toList());
        assertFalse(deletions.isEmpty());
    }

    private IdentityEvent event(Optional<PersonId> person) {
        return new IdentityEvent(new EventId(random.id128()), Topic.IDENTITY_CREATED, person, Optional.of(ENROLLMENT),
                Optional.empty(), now, "");
    }

    @Test
    public void portraitsAreKeptSealedUnderANameThatTellsNothing() {
        PortraitStage stage = new PortraitStage(portraits);
        assertTrue(stage.apply(context(List.of(face(SampleFormat.PNG, PNG)))) instanceof StageResult.Continue);
        assertEquals(Optional.of(PNG), portraits.find(ENROLLMENT));
        String key = objects.byKey.keySet().iterator().next();
        assertTrue(key, key.matches("portraits/[0-9a-f]{32}"));
        assertFalse(new String(objects.byKey.get(key)).contains("PNG"));
    }

    @Test
    public void withoutAPortraitTheStageGoesOn() {
        assertTrue(new PortraitStage(portraits).apply(context(List.of())) instanceof StageResult.Continue);
        assertTrue(objects.byKey.isEmpty());
    }

    @Test
    public void aPortraitInAnotherFormatIsRejectedAndAMissingStoreIsNot() {
        PortraitStage stage = new PortraitStage(portraits);
        StageResult wrong = stage.apply(context(List.of(face(SampleFormat.JPEG, PNG))));
        assertEquals("biometrics[0]", ((StageResult.Reject) wrong).problems().getFirst().field());
        plugins.remove(ObjectStore.class);
        refused(GeneralError.UNAVAILABLE, () -> stage.apply(context(List.of(face(SampleFormat.PNG, PNG)))));
    }

    private static BiometricSample face(SampleFormat format, Bytes data) {
        return new BiometricSample(Modality.FACE, Position.FACE, format, data);
    }

    private StageContext context(List<BiometricSample> samples) {
        EnrollmentPacket packet = new EnrollmentPacket(ENROLLMENT, now, Attributes.ofPlain("1.0", attributes), samples,
                List.of(), Optional.empty(), Optional.empty());
        return (StageContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ StageContext.class },
                (proxy, called, args) -> called.getName().equals("packet") ? packet : ENROLLMENT);
    }

    private static void refused(ErrorCode code, org.junit.function.ThrowingRunnable call) {
        assertEquals(code, assertThrows(IdentityException.class, call).code());
    }
}
