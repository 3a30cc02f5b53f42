package id.core.security;

import id.api.enrollment.EnrollmentPacket;
import id.api.partner.PartnerRegistry;
import id.api.security.OpenedPacket;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Packets as JSON in JWS in JWE; docs/packet-format.md tells stations how they look. */
@Component
public final class PacketSealer implements Sealer {
    private final KeySeries enrollmentKeys;
    private final PacketSeal seal;
    private final PacketSignature signature;

    @Activate
    public PacketSealer(@Reference AsymmetricKeys keys, @Reference PartnerRegistry partners) {
        this.enrollmentKeys = keys.enrollment();
        this.seal = new PacketSeal(keys.vault(), enrollmentKeys);
        this.signature = new PacketSignature(keys.vault(), partners, keys.intake());
    }

    @Override
    public SealedPacket seal(EnrollmentPacket packet) {
        String signed = signature.sign(PacketJson.write(packet));
        return new SealedPacket(Bytes.of(seal.close(signed.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public OpenedPacket open(SealedPacket packet) {
        byte[] signed = seal.open(packet.content().toArray());
        PacketSignature.Signed content = signature.check(new String(signed, StandardCharsets.ISO_8859_1));
        return new OpenedPacket(PacketJson.read(content.payload()), content.signer());
    }

    @Override
    public String enrollmentKey() {
        return enrollmentKeys.newest().jwk().toJSONString();
    }
}
