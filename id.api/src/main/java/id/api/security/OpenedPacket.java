package id.api.security;

import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.util.Map;
import java.util.Objects;

/**
 * A packet whose seal and signatures held, to its last byte.
 *
 * @param packet
 *            the content; documents stay in the sealed packet
 * @param packetId
 *            the packet's own id
 * @param process
 *            what it is for, upper case: {@code NEW}, {@code UPDATE}, {@code LOST}
 * @param signers
 *            who signed it; the station is always among them, {@link ClientId#SYSTEM} for the server's own ways in
 */
public record OpenedPacket(EnrollmentPacket packet, String packetId, String process, Map<SignerRole, ClientId> signers) {
    /** The process of a first enrollment. */
    public static final String NEW = "NEW";

    public OpenedPacket {
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(packetId, "packetId");
        Objects.requireNonNull(process, "process");
        signers = Map.copyOf(signers);
        if (!signers.containsKey(SignerRole.STATION)) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "signers", "A station signs every packet");
        }
    }

    /** The station that made it. */
    public ClientId signer() {
        return signers.get(SignerRole.STATION);
    }

    @Override
    public String toString() {
        return "OpenedPacket[***]";
    }
}
