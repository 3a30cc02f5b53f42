package id.core.access;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.matching.BiometricMatcher;
import id.api.plugin.PluginRegistry;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whose a captured finger is, by the same verification that relying parties get; or does work that looks like it. */
@Component(service = FingerDesk.class)
public final class FingerDesk {
    private static final Logger LOG = LoggerFactory.getLogger(FingerDesk.class);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final VerificationService verifications;
    private final PluginRegistry plugins;
    private final RandomSource random;

    @Activate
    public FingerDesk(@Reference VerificationService verifications, @Reference PluginRegistry plugins,
            @Reference RandomSource random) {
        this.verifications = verifications;
        this.plugins = plugins;
        this.random = random;
    }

    /**
     * Reads a sample as a comparison would, and compares it with itself.
     *
     * @throws IdentityException
     *             of the matcher, where the sample cannot be read; UNAVAILABLE where no matcher answers
     */
    void look(BiometricSample finger) {
        String filter = "(&(" + BiometricMatcher.MODALITY + "=" + finger.modality() + ")(" + BiometricMatcher.FORMATS + "="
                + finger.format() + "))";
        plugins.call(BiometricMatcher.class, filter, LONGEST, matcher -> {
            BiometricTemplate template = matcher.extract(finger);
            return matcher.compare(template, template);
        }).orThrow(GeneralError.UNAVAILABLE, "finger");
    }

    /**
     * Whether a finger is a person's.
     *
     * @throws IdentityException
     *             UNAVAILABLE where that could not be found out, which is no no
     */
    boolean isOf(Identity person, BiometricSample finger) {
        VerificationOutcome outcome = verifications.verify(new VerificationRequest(person.uin(),
                List.of(new Proof.SampleProof(finger)), ClientId.SYSTEM, "staff-login:" + random.id128()));
        return switch (outcome) {
            case VerificationOutcome.Verified verified -> true;
            case VerificationOutcome.NotVerified(Reason reason) when reason == Reason.NO_MATCH -> false;
            // It was not compared: the identity is not active, the factor locked, no finger on file.
            case VerificationOutcome.NotVerified notCompared -> isOfNobody(finger);
            case VerificationOutcome.Unavailable(String why) -> {
                LOG.warn("A finger at a log-in could not be compared: {}", why);
                throw new IdentityException(GeneralError.UNAVAILABLE, "finger",
                        "The finger could not be compared: try again later, or log in by password");
            }
        };
    }

    /** No, after the work of a comparison: an answer that came sooner would tell that there was nobody to compare with. */
    boolean isOfNobody(BiometricSample finger) {
        look(finger);
        return false;
    }
}
