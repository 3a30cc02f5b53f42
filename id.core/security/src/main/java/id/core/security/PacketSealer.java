package id.core.security;

import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.partner.PartnerRegistry;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Packets as encrypted streams; docs/decisions/sealed-packet.md tells stations how they look. */
@Component
public final class PacketSealer implements Sealer {
    private final AsymmetricKeys keys;
    private final KemKeys kemKeys;
    private final ManifestSignatures signatures;
    private final PacketSettings settings;

    @Activate
    public PacketSealer(@Reference AsymmetricKeys keys, @Reference KemKeys kemKeys, @Reference PartnerRegistry partners,
            @Reference PacketSettings settings) {
        this.keys = keys;
        this.kemKeys = kemKeys;
        this.signatures = new ManifestSignatures(keys.vault(), partners, keys.intake());
        this.settings = settings;
    }

    @Override
    public SealedPacket seal(EnrollmentPacket packet) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try {
            new PacketWriter(recipient(), Map.of(SignerRole.STATION, ManifestSignatures.SERVER), signatures::sign)
                    .write(packet, OpenedPacket.NEW, sealed);
        } catch (IOException broken) {
            throw PacketRefusal.unreadable(broken);
        }
        return new SealedPacket(Bytes.of(sealed.toByteArray()));
    }

    @Override
    public OpenedPacket receive(PacketSource packet) {
        return open(packet, kemKeys.hybrid(), (document, content) -> {
            // Checked as it passes, and not kept.
        });
    }

    /** What was taken once is opened as long as its keys are there, whatever is asked of packets that arrive since. */
    @Override
    public OpenedPacket open(PacketSource packet, DocumentVisitor visitor) {
        return open(packet, Hybrid.OFF, visitor);
    }

    private OpenedPacket open(PacketSource packet, Hybrid asked, DocumentVisitor visitor) {
        PacketSettings.Values limits = settings.now();
        if (packet.size() > limits.packet()) {
            throw PacketRefusal.tooLarge(PacketRefusal.FIELD, "A packet", limits.packet());
        }
        try (InputStream in = packet.open()) {
            Preamble.Begun begun = Preamble.read(in, keys.vault(), keys.enrollment(), kemKeys);
            if (asked == Hybrid.REQUIRED && !begun.hybrid()) {
                throw PacketRefusal.seal("Packets are sealed by " + HybridKey.ALGORITHM + " here, and this one is sealed to the "
                        + "elliptic curve alone: fetch the enrollment key again, which holds the other key as its kem", null);
            }
            return new PacketReader(new ChunkReader(in, begun.chunks()), signatures, limits).read(begun.recipient(), visitor);
        } catch (IOException unreadable) {
            throw PacketRefusal.unreadable(unreadable);
        }
    }

    @Override
    public String enrollmentKey() {
        return recipient().toJson();
    }

    private PacketRecipient recipient() {
        return new PacketRecipient(keys.enrollment().newest().jwk().toECKey(), kemKeys.sealing());
    }
}
