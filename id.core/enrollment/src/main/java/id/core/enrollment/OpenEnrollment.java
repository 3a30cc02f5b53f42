package id.core.enrollment;

import id.api.biometric.PositionedTemplate;
import id.api.biometric.QualityScore;
import id.api.enrollment.EnrollmentPacket;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An opened packet and what was worked out of it, so that a stage that runs again need not repeat it. Stays in memory
 * only. Safe for concurrent use.
 */
final class OpenEnrollment {
    private final EnrollmentPacket packet;
    private final SampleAnalysis analysis;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Optional<QualityScore>> qualities;
    private List<Optional<PositionedTemplate>> templates;

    /**
     * @param qualities
     *            one entry for each sample, empty as far as not known
     */
    OpenEnrollment(EnrollmentPacket packet, List<Optional<QualityScore>> qualities, SampleAnalysis analysis) {
        this.packet = packet;
        this.analysis = analysis;
        this.qualities = qualities;
        this.templates = Collections.nCopies(packet.samples().size(), Optional.empty());
    }

    /** A packet of which nothing is known yet. */
    OpenEnrollment(EnrollmentPacket packet, SampleAnalysis analysis) {
        this(packet, Collections.nCopies(packet.samples().size(), Optional.empty()), analysis);
    }

    EnrollmentPacket packet() {
        return packet;
    }

    /** One entry for each sample; empty where no matcher is installed. */
    List<Optional<QualityScore>> qualities() {
        lock.lock();
        try {
            qualities = analysis.assess(packet.samples(), qualities);
            return qualities;
        } finally {
            lock.unlock();
        }
    }

    /** The templates of the samples for which a matcher is installed. */
    List<PositionedTemplate> templates() {
        lock.lock();
        try {
            templates = analysis.extract(packet.samples(), templates);
            return templates.stream().flatMap(Optional::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "OpenEnrollment[***]";
    }
}
