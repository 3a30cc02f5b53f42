package id.api.enrollment;

import id.api.biometric.PositionedTemplate;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a stage works on. Valid during the call only. */
@ProviderType
public interface StageContext {
    EnrollmentId enrollment();

    /** The opened packet; opened and parsed once, however many stages ask. */
    EnrollmentPacket packet();

    /**
     * Reads the documents out of the sealed packet, in its order; none stays in memory. Returns once the packet was read
     * to its end and everything in it has proved to be what its signers signed.
     *
     * @throws id.api.error.IdentityException
     *             when the packet is not what was accepted any more, or is not to be read now
     */
    void visitDocuments(DocumentVisitor visitor);

    /** The id under which this enrollment's biometrics are known to engines. */
    EncounterId encounter();

    /**
     * The templates of all samples that a matcher is installed for, extracted once, however many stages ask.
     *
     * @throws id.api.error.IdentityException
     *             as {@link id.api.matching.BiometricMatcher#extract}, with the sample's field
     */
    List<PositionedTemplate> templates();

    /** How often this stage has been tried before in vain. */
    int attempt();

    /** What earlier stages found, in order. */
    List<Fact> facts();
}
