package id.core.plugins.process;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What the core would give to a stage; counts how often templates are asked for. */
record TestContext(String id, AtomicInteger extracted) implements StageContext {
    private static final int SAMPLE_BYTES = 100_000;

    @Override
    public EnrollmentId enrollment() {
        return new EnrollmentId(id);
    }

    @Override
    public EnrollmentPacket packet() {
        BiometricSample sample = new BiometricSample(Modality.FINGER, Position.LEFT_THUMB, SampleFormat.PNG,
                Bytes.of(new byte[SAMPLE_BYTES]));
        return new EnrollmentPacket(enrollment(), Instant.EPOCH, Attributes.ofPlain("1.0", Map.of("name", "A")), List.of(sample),
                List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public void visitDocuments(DocumentVisitor visitor) {
        try {
            visitor.visit(new Document("scan", "FORM", "text/plain", Bytes.utf8("content")),
                    new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public EncounterId encounter() {
        return new EncounterId("c1".repeat(16));
    }

    @Override
    public List<PositionedTemplate> templates() {
        extracted.incrementAndGet();
        return List.of();
    }

    @Override
    public int attempt() {
        return 3;
    }

    @Override
    public List<Fact> facts() {
        return List.of(new Fact("a", "b"));
    }
}
