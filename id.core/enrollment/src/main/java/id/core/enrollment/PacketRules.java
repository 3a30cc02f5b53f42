package id.core.enrollment;

import id.api.biometric.Modality;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.Problem;
import id.api.value.AttributeValue;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What must hold of every packet: asked before it is accepted and again by the stage {@code validate}. */
@Component(service = PacketRules.class)
public final class PacketRules {
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

    private final EnrollmentSettings settings;
    private final InstantSource clock;
    private final AttributeNames names;
    private final IdSchema schema;

    @Activate
    public PacketRules(@Reference EnrollmentSettings settings, @Reference InstantSource clock, @Reference AttributeNames names) {
        this.settings = settings;
        this.clock = clock;
        this.names = names;
        this.schema = new IdSchema(settings.schemaFile());
    }

    /** What does not hold; empty when all does. The codes are those of {@link EnrollmentError}. */
    List<Problem> problems(EnrollmentPacket packet) {
        List<Problem> problems = new ArrayList<>(schema.problems(packet.attributes()));
        addBirthInFuture(packet, problems);
        addMissingDocuments(packet, problems);
        long fingers = packet.samples().stream().filter(sample -> sample.modality() == Modality.FINGER).count();
        if (fingers < settings.minimumFingers()) {
            problems.add(new Problem(EnrollmentError.BIOMETRICS_MISSING.name(), "biometrics",
                    "At least " + settings.minimumFingers() + " finger sample(s) are needed: capture them"));
        }
        return problems;
    }

    private void addBirthInFuture(EnrollmentPacket packet, List<Problem> problems) {
        String name = names.dateOfBirth();
        // It may be tomorrow already where the person was born.
        LocalDate today = LocalDate.ofInstant(clock.instant(), EARLIEST_ZONE);
        if (packet.attributes().value(name).orElse(null) instanceof AttributeValue.Text text
                && text.asDate().filter(date -> date.isAfter(today)).isPresent()) {
            problems.add(new Problem(EnrollmentError.SCHEMA_VIOLATION.name(), "attributes." + name,
                    "Lies in the future: look for a typing error"));
        }
    }

    private static void addMissingDocuments(EnrollmentPacket packet, List<Problem> problems) {
        Set<String> names = packet.documents().stream().map(Document::name).collect(Collectors.toSet());
        packet.attributes().values().forEach((attribute, value) -> {
            if (value instanceof AttributeValue.DocumentReference reference && !names.contains(reference.documentName())) {
                problems.add(new Problem(EnrollmentError.SCHEMA_VIOLATION.name(), "attributes." + attribute,
                        "Names a document that the packet does not hold: add the document"));
            }
        });
    }
}
