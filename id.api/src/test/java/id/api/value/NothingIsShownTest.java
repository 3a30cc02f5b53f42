package id.api.value;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.EnrollmentPacket;
import id.api.notification.Message;
import id.api.partner.AccessToken;
import id.api.printer.PrintJob;
import id.api.security.OpenedPacket;
import id.api.security.SealedPacket;
import id.api.security.SignerRole;
import id.api.verification.Proof;
import id.api.verification.ReleaseOutcome;
import id.api.verification.VerificationOutcome;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Test;

/** Values of people do not leak by being printed. */
public class NothingIsShownTest {
    private static final String MARK = "a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7";
    private static final Attributes ATTRIBUTES = Attributes.ofPlain("1.0",
            Map.of("name", MARK, "other", List.of(Map.of("language", "en", "value", MARK))));
    private static final BiometricSample SAMPLE = new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.PNG,
            Bytes.utf8(MARK));
    private static final EnrollmentPacket PACKET = new EnrollmentPacket(new EnrollmentId(MARK), Instant.EPOCH,
            ATTRIBUTES, List.of(SAMPLE), List.of(new Document(MARK, "FORM", "text/plain", Bytes.utf8(MARK))),
            Optional.empty(), Optional.empty());

    @Test
    public void recordsWithPersonalValuesShowNone() {
        Stream.of(new EnrollmentId(MARK), new PersonId(MARK), new EncounterId(MARK), new CredentialId(MARK),
                new EventId(MARK), new ClientId(MARK), new CentreId(MARK), new StationId(MARK), new GalleryId(MARK),
                new Alias("phone", MARK), new LocalizedText("en", MARK), ATTRIBUTES, SAMPLE, PACKET,
                new OpenedPacket(PACKET, MARK, "NEW", Map.of(SignerRole.STATION, ClientId.SYSTEM)),
                new DocumentContent.InMemory(Bytes.utf8(MARK)), new DocumentContent.InPacket(1, Bytes.utf8(MARK)),
                new SealedPacket(Bytes.utf8(MARK)), Bytes.utf8(MARK),
                new BiometricTemplate("F", Bytes.utf8(MARK)), new Message("1", MARK, MARK, MARK),
                new PrintJob.Line(MARK, MARK), new AccessToken(MARK, Duration.ZERO, Set.of()),
                new Proof.CodeProof("otp", MARK), new Proof.SampleProof(SAMPLE),
                new Proof.AttributesProof(ATTRIBUTES.values()), new VerificationOutcome.Verified(MARK, List.of()),
                new ReleaseOutcome.Released(MARK, ATTRIBUTES, Set.of()), Secret.of(MARK.toCharArray()))
                .forEach(value -> assertFalse(value.getClass().getName(), value.toString().contains(MARK)));
        String uin = "23456789012" + Verhoeff.checkDigit("23456789012");
        assertFalse(new Uin(uin).toString().contains(uin));
    }

    /** A new record with text in it must either be listed here as free of personal values or say {@code ***}. */
    @Test
    public void everyValueRecordHidesItsText() throws Exception {
        for (Class<?> type : records("id/api/value")) {
            boolean text = false;
            for (RecordComponent component : type.getRecordComponents()) {
                text |= component.getType() == String.class;
            }
            if (text) {
                assertTrue(type + " has no toString of its own",
                        type.getDeclaredMethod("toString").getDeclaringClass() == type && !isGenerated(type));
            }
        }
    }

    private static boolean isGenerated(Class<?> type) throws IOException, URISyntaxException {
        Path file = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve(type.getName().replace('.', '/') + ".class");
        return !new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains("***");
    }

    private static List<Class<?>> records(String folder) throws Exception {
        Path classes = Path.of(Uin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .<Class<?>>map(name -> load(folder.replace('/', '.') + "." + name.replace(".class", "")))
                    .filter(Class::isRecord).toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
