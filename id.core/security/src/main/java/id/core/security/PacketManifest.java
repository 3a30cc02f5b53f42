package id.core.security;

import id.api.security.SignerRole;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the signers of a packet sign.
 *
 * @param packetId
 *            of the packet itself
 * @param enrollmentId
 *            whose packet it is
 * @param process
 *            what it is for, upper case
 * @param capturedAt
 *            when, by the clock of the desk
 * @param centre
 *            where, when known
 * @param station
 *            at which desk, when known
 * @param recipient
 *            thumbprint of the enrollment key that it is sealed to: signed for this system, it is for no other
 * @param signers
 *            who signs: signed for these, it is no packet of others
 * @param parts
 *            what follows, in its order
 */
record PacketManifest(String packetId, EnrollmentId enrollmentId, String process, Instant capturedAt,
        Optional<CentreId> centre, Optional<StationId> station, String recipient, Map<SignerRole, ClientId> signers,
        List<Part> parts) {

    /** What a part holds. */
    enum Kind {
        DEMOGRAPHICS, BIOMETRICS, DOCUMENT
    }

    /**
     * One part.
     *
     * @param kind
     *            what it holds
     * @param name
     *            a document's name; else that of the kind in lower case
     * @param type
     *            a document's type; else that of the kind
     * @param mediaType
     *            of its bytes
     * @param size
     *            in bytes
     * @param sha256
     *            digest of its bytes
     */
    record Part(Kind kind, String name, String type, String mediaType, long size, Bytes sha256) {
        @Override
        public String toString() {
            return "Part[***]";
        }
    }

    PacketManifest {
        signers = Map.copyOf(signers);
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return "PacketManifest[***]";
    }
}
