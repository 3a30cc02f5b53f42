package id.api.security;

import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Seals and opens enrollment packets: containers after docs/decisions/sealed-packet.md, encrypted to the server's
 * enrollment key in chunks, with a manifest in front that the station and, where asked for, the operator and a supervisor
 * signed. Both ways are streams: memory is needed for the demographic and the biometric part, whose sizes are limited, and
 * not for documents. Safe for concurrent use.
 */
@ProviderType
public interface Sealer {
    /**
     * Seals a packet that came in over one of the server's own ways in, signed by the server's intake key.
     *
     * @param packet
     *            its documents in memory
     *
     * @throws id.api.error.IdentityException
     *             SAMPLE_FORMAT_UNSUPPORTED, field {@code biometrics[n]}, when a sample does not begin as its format
     *             does; TOO_LARGE when a part is above its limit
     */
    SealedPacket seal(EnrollmentPacket packet);

    /**
     * Opens a packet: reads it to its end, and checks its chunks, its signatures against the server's intake key or the
     * keys of the registered clients that signed it, and each part against the manifest.
     *
     * @throws id.api.error.IdentityException
     *             PACKET_SEAL_INVALID, PACKET_SIGNATURE_INVALID, PACKET_SIGNATURE_MISSING, PACKET_SIGNER_UNKNOWN,
     *             PACKET_MALFORMED or TOO_LARGE, or what the packet's own values say is wrong with them; UNAVAILABLE
     *             when it cannot be read
     */
    default OpenedPacket open(PacketSource packet) {
        return open(packet, (document, content) -> {
            // Checked as it passes, and not kept.
        });
    }

    /**
     * Opens a packet that has just arrived: {@link #open(PacketSource)}, and the seal must be of the kind that is asked for
     * now. What was received before is opened whatever is asked for since.
     *
     * @throws id.api.error.IdentityException
     *             as {@link #open(PacketSource)}; PACKET_SEAL_INVALID also for a packet that is not sealed to the ML-KEM key
     *             where that is required
     */
    default OpenedPacket receive(PacketSource packet) {
        return open(packet);
    }

    /**
     * The same as {@link #open(PacketSource)}, and shows each document as it passes.
     *
     * @param visitor
     *            what it is shown counts only once this has returned
     */
    OpenedPacket open(PacketSource packet, DocumentVisitor visitor);

    /**
     * The public key that stations seal to, as a JWK (RFC 7517) in JSON; where packets are sealed to ML-KEM-768 as well, that
     * key is the JWK in its member {@code kem}.
     */
    String enrollmentKey();
}
