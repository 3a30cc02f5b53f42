package id.api.security;

import id.api.enrollment.EnrollmentPacket;
import id.api.value.ClientId;
import java.util.Objects;

/**
 * A packet whose seal and signature held.
 *
 * @param packet
 *            the content
 * @param signer
 *            who signed it; {@link ClientId#SYSTEM} for the server's own ways in
 */
public record OpenedPacket(EnrollmentPacket packet, ClientId signer) {
    public OpenedPacket {
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(signer, "signer");
    }
}
