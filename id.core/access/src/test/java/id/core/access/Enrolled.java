package id.core.access;

import id.api.audit.AuditMarks;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.matching.BiometricMatcher;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.Uin;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people who are enrolled, and what compares their fingers: a sample holds the number of whose finger it is. */
final class Enrolled {
    static final Uin MARIA = new Uin("278795347141");
    static final Uin EVE = new Uin(valid("23651427890"));

    final Map<PersonId, Identity> people = new HashMap<>();
    final List<VerificationRequest> asked = new ArrayList<>();
    int extracted;
    boolean broken;
    /** What a matcher does before it answers. */
    Runnable meanwhile = () -> {};
    /** What verification answers instead of comparing. */
    VerificationOutcome instead;

    Enrolled() {
        add(MARIA, "a");
        add(EVE, "b");
    }

    /** With the check digit that makes it a number. */
    private static String valid(String digits) {
        for (int check = 0; check < 10; check++) {
            try {
                return new Uin(digits + check).value();
            } catch (IdentityException another) {
                // The next one.
            }
        }
        throw new AssertionError(digits);
    }

    private void add(Uin uin, String digit) {
        put(new Identity(new PersonId(digit.repeat(32)), uin, IdentityState.ACTIVE, new Attributes("1.0", Map.of()),
                new EnrollmentId(digit.repeat(32)), Instant.EPOCH, 1));
    }

    private void put(Identity identity) {
        people.put(identity.person(), identity);
    }

    PersonId person(Uin uin) {
        return find(uin).orElseThrow();
    }

    void state(Uin uin, IdentityState state) {
        Identity now = people.get(person(uin));
        put(new Identity(now.person(), uin, state, now.attributes(), now.enrollment(), now.registeredAt(), 2));
    }

    static BiometricSample fingerOf(Uin uin) {
        return sample(uin.value());
    }

    static BiometricSample sample(String content) {
        return new BiometricSample(Modality.FINGER, Position.RIGHT_INDEX, SampleFormat.PNG, Bytes.utf8(content));
    }

    private Optional<PersonId> find(Uin uin) {
        return people.values().stream().filter(one -> one.uin().equals(uin)).map(Identity::person).findFirst();
    }

    IdentityRegistry registry() {
        return of(IdentityRegistry.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "find" -> find((Uin) arguments[0]);
            case "read" -> Optional.ofNullable(people.get((PersonId) arguments[0]));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    AuditMarks marks() {
        return of(AuditMarks.class,
                (proxy, method, arguments) -> "mark-" + ((PersonId) arguments[0]).value().charAt(0));
    }

    VerificationService verifications() {
        return of(VerificationService.class, (proxy, method, arguments) -> {
            VerificationRequest request = (VerificationRequest) arguments[0];
            asked.add(request);
            if (instead != null) {
                return instead;
            }
            extracted++;
            BiometricSample sample = ((Proof.SampleProof) request.proofs().getFirst()).sample();
            return sample.data().asUtf8().equals(((Uin) request.individual()).value())
                    ? new VerificationOutcome.Verified("0".repeat(32), List.of("finger"))
                    : new VerificationOutcome.NotVerified(Reason.NO_MATCH);
        });
    }

    PluginRegistry plugins() {
        return of(PluginRegistry.class, (proxy, method, arguments) -> {
            meanwhile.run();
            if (broken) {
                return new PluginOutcome.Failed<>("The matcher broke", null);
            }
            try {
                @SuppressWarnings("unchecked") PluginCall<BiometricMatcher, Object> call = (PluginCall<BiometricMatcher, Object>) arguments[3];
                return new PluginOutcome.Answered<>(call.ask(matcher()));
            } catch (IdentityException refused) {
                return new PluginOutcome.Refused<>(refused);
            }
        });
    }

    private BiometricMatcher matcher() {
        return of(BiometricMatcher.class, (proxy, method, arguments) -> {
            if (method.getName().equals("compare")) {
                return new ComparisonScore(40, new FalseMatchRate(1e-6));
            }
            extracted++;
            BiometricSample sample = (BiometricSample) arguments[0];
            if (sample.data().asUtf8().equals("unreadable")) {
                throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data", "played");
            }
            return new BiometricTemplate("PLAYED", sample.data());
        });
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, handler));
    }
}
