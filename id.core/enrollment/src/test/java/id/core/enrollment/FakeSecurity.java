package id.core.enrollment;

import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.SealPurpose;
import id.api.security.SealedPacket;
import id.api.security.SealedValue;
import id.api.security.Sealer;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Seals that are as strict as real ones, and as weak as a test needs. Outlives a simulated death. */
final class FakeSecurity implements FieldCipher, Sealer, RandomSource {
    private final Map<String, EnrollmentPacket> packets = new ConcurrentHashMap<>();
    private final Random random = new Random(7);
    private int sealed;
    int padding;
    volatile int opened;
    Map<SignerRole, ClientId> signers = Map.of(SignerRole.STATION, ClientId.SYSTEM);
    volatile IdentityException refusal;

    @Override
    public SealedValue seal(SealPurpose purpose, String context, Bytes plain) {
        return new SealedValue(Bytes.utf8(purpose + " " + context + "\n" + HexFormat.of().formatHex(plain.toArray())));
    }

    @Override
    public Bytes open(SealPurpose purpose, String context, SealedValue value) {
        String[] parts = value.content().asUtf8().split("\n");
        if (!parts[0].equals(purpose + " " + context)) {
            throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "", "sealed for another place");
        }
        return Bytes.of(HexFormat.of().parseHex(parts.length > 1 ? parts[1] : ""));
    }

    @Override
    public BlindIndex index(SealPurpose purpose, String kind, String value) {
        return new BlindIndex(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(purpose + kind + "\n" + value)));
    }

    @Override
    public String derive128(SealPurpose purpose, String kind, String value) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256(purpose + kind + "\t" + value), 16));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public synchronized SealedPacket seal(EnrollmentPacket packet) {
        String name = "packet-" + ++sealed + "-" + "x".repeat(padding);
        packets.put(name, packet);
        return new SealedPacket(Bytes.utf8(name));
    }

    @Override
    public OpenedPacket open(PacketSource packet, DocumentVisitor visitor) {
        opened++;
        EnrollmentPacket content = packets.get(read(packet));
        if (refusal != null) {
            throw refusal;
        }
        if (content == null) {
            throw new IdentityException(SecurityError.PACKET_SEAL_INVALID, "packet", "not sealed for this system");
        }
        for (Document document : content.documents()) {
            try {
                visitor.visit(document, new ByteArrayInputStream(((DocumentContent.InMemory) document.content()).bytes().toArray()));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return new OpenedPacket(content, "p-" + content.id().value(), OpenedPacket.NEW, signers);
    }

    private static String read(PacketSource packet) {
        try (InputStream in = packet.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String enrollmentKey() {
        return "{}";
    }

    @Override
    public synchronized byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public synchronized long below(long bound) {
        return random.nextLong(bound);
    }
}
