package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricSample;
import id.api.credential.CredentialService;
import id.api.device.CapturedSample;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.identity.IdentityRegistry;
import id.api.plugin.PluginRegistry;
import id.api.printer.PrintOutcome;
import id.api.security.Sealer;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.Uin;
import id.api.verification.ChallengeOutcome;
import id.api.verification.Proof;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** People who enroll, verify, get codes and cards, all at once, and never take no for an answer. */
final class UpgradeLoad {
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");
    private static final int KNOWN = 10;
    private static final int NEWCOMERS = 1_000_000;

    private final RequestLog log;
    private final UpgradePeople people;
    private final EnrollmentService enrollments;
    private final VerificationService verification;
    private final IdentityRegistry identities;
    private final CredentialService credentials;
    private final Sealer sealer;
    private final Path mail;
    private final List<Known> known = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();
    private final Queue<Long> submitted = new ConcurrentLinkedQueue<>();
    private final Queue<Long> enrolled = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<String>> versions = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    private record Known(long number, Uin uin, PersonId person, BiometricSample probe) {}

    UpgradeLoad(InsidePeople system, Path home, RequestLog log) throws InterruptedException {
        this.log = log;
        people = new UpgradePeople(system.service(PluginRegistry.class));
        enrollments = system.service(EnrollmentService.class);
        verification = system.service(VerificationService.class);
        identities = system.service(IdentityRegistry.class);
        credentials = system.service(CredentialService.class);
        sealer = system.service(Sealer.class);
        mail = home.resolve("vendor-mail");
    }

    /** Enrolls those who are asked about later. */
    void prepare() throws Exception {
        for (long number = 0; number < KNOWN; number++) {
            EnrollmentId id = submit("known-" + number, number, 1);
            EnrollmentView view = settled(id);
            assertEquals(view.problems().toString(), EnrollmentStatus.ENROLLED, view.status());
            Uin uin = view.uin().orElseThrow();
            PersonId person = identities.find(uin).orElseThrow();
            Known one = new Known(number, uin, person, people.fingers(number, 2).getFirst().sample());
            VendorPlugins.await("a card", () -> !credentials.ofPerson(person).isEmpty());
            if (verify(one, new Proof.SampleProof(one.probe())) instanceof VerificationOutcome.Verified) {
                known.add(one);
            }
        }
        assertTrue("most people are recognized: " + known.size(), known.size() > KNOWN / 2);
    }

    void start() {
        caller("enroll", this::enroll);
        caller("enroll", this::enroll);
        caller("finger", () -> {
            Known one = someone();
            verified(verify(one, new Proof.SampleProof(one.probe())));
        });
        caller("finger", () -> {
            Known one = someone();
            verified(verify(one, new Proof.SampleProof(one.probe())));
        });
        caller("code", this::oneTimeCode);
        caller("address", this::address);
        caller("card", this::card);
        caller("capture", () -> answered("DEVICE", ending(people.fingers(next.get(), 1).getFirst())));
    }

    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** By plugin: the versions that gave answers. */
    Map<String, Set<String>> versions() {
        return versions;
    }

    /** People who were enrolled under load, oldest first. */
    List<Long> enrolled() {
        return List.copyOf(enrolled);
    }

    /** People who were submitted under load, and whose enrollment was not seen to end well. */
    List<Long> failedEnrollments() {
        List<Long> failed = new ArrayList<>(submitted);
        failed.removeAll(enrolled);
        return failed;
    }

    /** How the enrollment of a newcomer ends. */
    EnrollmentView settled(long newcomer) {
        try {
            return settled(new EnrollmentId("new-" + newcomer));
        } catch (Exception never) {
            throw new AssertionError("newcomer " + newcomer, never);
        }
    }

    /** What comes of enrolling one of them a second time. */
    EnrollmentView again(long newcomer) throws Exception {
        return settled(submit("again-" + newcomer, newcomer, 2));
    }

    /** The cards of all who were asked about: the portraits of each are still there. */
    void everyCard() {
        for (Known one : known) {
            String version = print(one);
            assertTrue(version, version.matches("[12]\\.0\\.0"));
        }
    }

    private void caller(String name, RequestLog.Asking asking) {
        threads.add(Thread.ofPlatform().name("caller-" + name).start(() -> {
            while (running) {
                log.request(name, asking);
            }
        }));
    }

    private Known someone() {
        return known.get((int) (next.getAndIncrement() % known.size()));
    }

    private void answered(String plugin, String version) {
        versions.computeIfAbsent(plugin, name -> ConcurrentHashMap.newKeySet()).add(version);
    }

    private static String ending(CapturedSample sample) {
        String algorithm = sample.quality().algorithm();
        return algorithm.substring(algorithm.lastIndexOf('-') + 1);
    }

    private void enroll() throws Exception {
        long newcomer = NEWCOMERS + next.getAndIncrement();
        EnrollmentId id = submit("new-" + newcomer, newcomer, 1);
        submitted.add(newcomer);
        EnrollmentView view = settled(id);
        assertEquals(view.problems().toString(), EnrollmentStatus.ENROLLED, view.status());
        enrolled.add(newcomer);
        String version = enrollments.explain(view.id()).orElseThrow().stages().stream()
                .filter(run -> run.stage().equals("vendor")).flatMap(run -> run.facts().stream())
                .filter(fact -> fact.name().equals("vendor.version")).findFirst().orElseThrow().value();
        answered("STAGE", version);
    }

    private EnrollmentId submit(String id, long person, int impression) {
        return enrollments.submit(sealer.seal(people.packet(id, person, impression)), ClientId.SYSTEM);
    }

    private EnrollmentView settled(EnrollmentId id) throws Exception {
        VendorPlugins.await("enrollment settles", () -> {
            EnrollmentStatus status = enrollments.status(id).orElseThrow().status();
            return status.isFinal() || status == EnrollmentStatus.HELD || status == EnrollmentStatus.IN_ADJUDICATION;
        });
        return enrollments.status(id).orElseThrow();
    }

    private VerificationOutcome verify(Known one, Proof proof) {
        return verification.verify(new VerificationRequest(one.uin(), List.of(proof), ClientId.SYSTEM,
                "t-" + next.getAndIncrement()));
    }

    private static void verified(VerificationOutcome outcome) {
        assertTrue(outcome.toString(), outcome instanceof VerificationOutcome.Verified);
    }

    private ChallengeOutcome.Sent challenge(Known one, String factor, String transaction) {
        ChallengeOutcome outcome = verification.challenge(one.uin(), factor, transaction, ClientId.SYSTEM);
        assertTrue(outcome.toString(), outcome instanceof ChallengeOutcome.Sent);
        return (ChallengeOutcome.Sent) outcome;
    }

    private void oneTimeCode() throws Exception {
        Known one = someone();
        String transaction = "t-" + next.getAndIncrement();
        challenge(one, "otp", transaction);
        String message = Files.readString(mail.resolve(UpgradePeople.email(one.number())));
        answered("NOTIFIER", message.lines().findFirst().orElseThrow());
        Matcher code = CODE.matcher(message);
        assertTrue("there is a code", code.find());
        verified(verification.verify(new VerificationRequest(one.uin(),
                List.of(new Proof.CodeProof("otp", code.group(1))), ClientId.SYSTEM, transaction)));
    }

    private void address() {
        Known one = someone();
        answered("FACTOR", challenge(one, "address", "t-" + next.getAndIncrement()).challenge().destination());
        verified(verify(one, new Proof.CodeProof("address", UpgradePeople.email(one.number()))));
    }

    private void card() {
        answered("PRINTER", print(someone()));
    }

    /** The version that printed it. */
    private String print(Known one) {
        PrintOutcome outcome = credentials.print(credentials.ofPerson(one.person()).getFirst().id(), "id-1-pdf",
                ClientId.SYSTEM);
        assertTrue(outcome.toString(), outcome instanceof PrintOutcome.Rendered);
        byte[] document = ((PrintOutcome.Rendered) outcome).document().toArray();
        String end = new String(document, document.length - 10, 10, StandardCharsets.US_ASCII);
        return end.substring(end.lastIndexOf('%') + 1).strip();
    }
}
