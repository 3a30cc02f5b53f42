package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.credential.CredentialService;
import id.api.device.CaptureDevice;
import id.api.device.CaptureRequest;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.error.IdentityException;
import id.api.identity.IdentityRegistry;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.printer.PrintOutcome;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.verification.ChallengeOutcome;
import id.api.verification.Proof;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls a rogue that is in the system as the real callers do, and says in the words of the table how that ends. */
record RogueAsk(RogueWorld world) {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);
    /** What a rogue looks for among the threads. */
    private static final String CALLER = "caller-of-rogue";
    private static final int MORE_THAN_CONNECTIONS = 24;

    String ends(Rogue rogue) throws Exception {
        return switch (rogue.ask()) {
            case MESSAGE -> message(LONG);
            case SHORT_MESSAGE -> message(SHORT);
            case STAGE, ENROLLMENT -> enrollment();
            case FINGER -> word(world.verifyGoodPerson(rogue.name()));
            case CAPTURE -> capture();
            case PRINT -> print(rogue);
            case PROOF -> word(proof(rogue.name()));
            case CHALLENGE -> challenge(rogue.name());
            case MANY_PROOFS -> manyProofs(rogue);
            case LARGE_PACKET -> largePacket(rogue);
            case PROCESS -> throw new IllegalArgumentException("runs in a process of its own");
        };
    }

    private String message(Duration limit) {
        Message message = new Message("m-1", "+100", CALLER, world.context().getProperty("idem.home"));
        Thread.currentThread().setName(CALLER);
        String word = word(world.plugins().await(Notifier.class, "(channel=rogue)", limit, notifier -> notifier.send(message)));
        // A rogue can interrupt whom it likes: the one that it interrupts is told.
        Thread.interrupted();
        return word;
    }

    private String enrollment() throws Exception {
        EnrollmentView view = world.enroll();
        return view.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String capture() {
        CaptureRequest request = new CaptureRequest(Modality.IRIS, List.of(Position.LEFT_IRIS), SHORT, 0, Map.of());
        return word(world.plugins().call(CaptureDevice.class, "(device.make=Rogue)", SHORT.multipliedBy(2),
                device -> device.capture(request)));
    }

    private String print(Rogue rogue) throws Exception {
        PersonId person = world.service(IdentityRegistry.class).find(world.goodPerson()).orElseThrow();
        CredentialService credentials = world.service(CredentialService.class);
        var card = credentials.request("rogue-" + rogue.number(), person, CredentialService.IDENTITY_CARD, RogueWorld.TESTER);
        try {
            PrintOutcome outcome = credentials.print(card.id(), "rogue", RogueWorld.TESTER);
            return "printed " + outcome.getClass().getSimpleName();
        } catch (IdentityException broken) {
            return "failed";
        }
    }

    private VerificationOutcome proof(String transaction) throws Exception {
        return world.service(VerificationService.class).verify(new VerificationRequest(world.goodPerson(),
                List.of(new Proof.CodeProof("rogue", "1")), RogueWorld.TESTER, transaction));
    }

    private String challenge(String transaction) throws Exception {
        return switch (world.service(VerificationService.class).challenge(world.goodPerson(), "rogue", transaction,
                RogueWorld.TESTER)) {
            case ChallengeOutcome.Sent sent -> "sent";
            case ChallengeOutcome.Refused refused -> "refused";
            case ChallengeOutcome.Unavailable unavailable -> "unavailable";
        };
    }

    /** All of them end the same way; meanwhile the store serves others. */
    private String manyProofs(Rogue rogue) throws Exception {
        Set<String> words = new TreeSet<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(MORE_THAN_CONNECTIONS)) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
                String transaction = rogue.name() + "-" + i;
                calls.add(callers.submit(() -> word(proof(transaction))));
            }
            for (Future<String> call : calls) {
                words.add(call.get());
            }
        }
        assertEquals("others are enrolled while all of it hangs", EnrollmentStatus.ENROLLED, world.enroll().status());
        return String.join(" and ", words);
    }

    private String largePacket(Rogue rogue) throws Exception {
        EnrollmentId id = new EnrollmentId("rogue-large-" + rogue.number());
        List<BiometricSample> samples = world.people().capture(20_000);
        try {
            world.people().submit(id, samples, 200_000);
            return "received";
        } catch (IdentityException refused) {
            return "failed";
        }
    }

    private static String word(PluginOutcome<?> outcome) {
        return switch (outcome) {
            case PluginOutcome.Answered<?> answered -> "answered";
            case PluginOutcome.Refused<?> refused -> "refused";
            case PluginOutcome.Failed<?> failed -> "failed";
            case PluginOutcome.TimedOut<?> late -> "timed out";
            case PluginOutcome.Paused<?> paused -> "paused";
            case PluginOutcome.Absent<?> absent -> "absent";
        };
    }

    private static String word(VerificationOutcome outcome) {
        return switch (outcome) {
            case VerificationOutcome.Verified verified -> "verified";
            case VerificationOutcome.NotVerified no -> "not verified";
            case VerificationOutcome.Unavailable unavailable -> "unavailable";
        };
    }
}
