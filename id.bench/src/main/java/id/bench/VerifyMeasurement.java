package id.bench;

import id.api.biometric.BiometricSample;
import id.api.enrollment.EnrollmentView;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.Uin;
import id.api.verification.ChallengeOutcome;
import id.api.verification.Proof;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.util.promise.Promises;

/** Verifications, each with its audit entry synced before the answer. */
final class VerifyMeasurement implements Measurement {
    /** A system that serves has compiled its code long ago. */
    private static final int WARM_UP_SECONDS = 10;
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        int people = arguments.number("people", 200);
        int seconds = arguments.number("seconds", 10);
        int threads = arguments.number("threads", 16);
        SimulatedPeople simulated = new SimulatedPeople(system.plugins);
        Map<String, String> codes = new ConcurrentHashMap<>();
        system.register(codesInto(codes));
        system.set("id.core.verification.otp", Map.of("maxSendsPerHour", 1_000_000));
        EnrollMeasurement.enroll(system, simulated, people);
        List<Uin> uins = new ArrayList<>();
        List<BiometricSample> probes = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            EnrollmentView view = system.enrollment().status(new EnrollmentId("bench-" + person)).orElseThrow();
            uins.add(view.uin().orElseThrow());
            probes.add(simulated.fingers(person, 2, false).getFirst());
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("gallery", people);
        byFinger(system, uins, probes, WARM_UP_SECONDS, threads);
        figures.putAll(byFinger(system, uins, probes, seconds, threads));
        byCode(system, uins, codes, WARM_UP_SECONDS, threads);
        figures.putAll(byCode(system, uins, codes, seconds, threads));
        return figures;
    }

    private static Map<String, Object> byFinger(Bench system, List<Uin> uins, List<BiometricSample> probes, int seconds,
            int threads) throws Exception {
        VerificationService verification = system.verification();
        java.util.concurrent.atomic.LongAdder refused = new java.util.concurrent.atomic.LongAdder();
        Meter meter = new Meter();
        Map<String, Object> figures;
        try (CryptographyShare share = new CryptographyShare()) {
            Meter.during(seconds, threads, n -> {
                int person = (int) (n % uins.size());
                VerificationOutcome outcome = meter.time(() -> verification.verify(new VerificationRequest(uins.get(person),
                        List.of(new Proof.SampleProof(probes.get(person))), ClientId.SYSTEM, "bench-" + n)));
                switch (outcome) {
                    case VerificationOutcome.Verified verified -> {}
                    case VerificationOutcome.NotVerified no -> refused.increment();
                    case VerificationOutcome.Unavailable broken -> throw new IllegalStateException(broken.why());
                }
            });
            figures = meter.figures("finger");
            share.end().note("finger", figures);
        }
        figures.put("fingerNotVerified", refused.sum());
        return figures;
    }

    private static Map<String, Object> byCode(Bench system, List<Uin> uins, Map<String, String> codes, int seconds,
            int threads) throws Exception {
        VerificationService verification = system.verification();
        Meter challenges = new Meter();
        Meter answers = new Meter();
        Meter both = new Meter();
        String run = Long.toString(System.nanoTime(), 36);
        Map<String, Object> figures;
        try (CryptographyShare share = new CryptographyShare()) {
            Meter.during(seconds, threads, n -> {
                int person = (int) (n % uins.size());
                both.time(() -> {
                    String transaction = "b" + run + "-" + n;
                    ChallengeOutcome sent = challenges
                            .time(() -> verification.challenge(uins.get(person), "otp", transaction, ClientId.SYSTEM));
                    if (!(sent instanceof ChallengeOutcome.Sent)) {
                        throw new IllegalStateException("No code was sent: " + sent);
                    }
                    String code = codes.get(SimulatedPeople.email(person));
                    return answers.time(() -> verification.verify(new VerificationRequest(uins.get(person),
                            List.of(new Proof.CodeProof("otp", code)), ClientId.SYSTEM, transaction)));
                });
            });
            figures = new LinkedHashMap<>(both.figures("codeSentAndChecked"));
            share.end().note("code", figures);
        }
        figures.put("codeSendMillisP50", challenges.figures("x").get("xMillisP50"));
        figures.put("codeCheckMillisP50", answers.figures("x").get("xMillisP50"));
        return figures;
    }

    /** Takes mail in the place of a gateway, whose speed is not ours to measure. */
    private static Notifier codesInto(Map<String, String> codes) {
        return (Message message) -> {
            Matcher matcher = CODE.matcher(message.body());
            if (matcher.find()) {
                codes.put(message.recipient(), matcher.group(1));
            }
            return Promises.resolved((Delivery) new Delivery.Accepted());
        };
    }
}
