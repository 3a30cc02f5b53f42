package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.IdentityException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What stands beside a sub-packet in the clear, {@code <RID>_id.json}. Nobody signed it: it says which hash and signature
 * to check, and nothing of it is believed without.
 *
 * @param packetName
 *            {@code <RID>_id}
 * @param machine
 *            {@code <centre>_<machine>}, from {@code refid}, or from the first ten digits of the RID where older clients
 *            wrote none ({@code PacketManagerHelper.getRefId} in mosip/packet-manager)
 * @param encryptedHash
 *            SHA-256 of the encrypted sub-packet
 * @param signature
 *            of the plain sub-packet
 */
record SubPacketInfo(String packetName, String machine, byte[] encryptedHash, byte[] signature) {
    private static final Pattern RID = Pattern.compile("[A-Za-z0-9]{10,50}");
    private static final Pattern MACHINE = Pattern.compile("[A-Za-z0-9]{1,32}_[A-Za-z0-9]{1,32}");
    private static final int CENTRE_DIGITS = 5;
    private static final int MACHINE_DIGITS = 5;

    /**
     * @param kind
     *            by the name of the file
     *
     * @throws IdentityException
     *             PACKET_MALFORMED or PACKET_INCOMPLETE with field {@code place}
     */
    static SubPacketInfo of(byte[] json, SubPacketKind kind, String place) {
        JsonNode info = PacketJson.object(json, ImportError.PACKET_MALFORMED, place);
        String name = text(info, "packetname", place);
        if (!name.endsWith(kind.suffix()) || !RID.matcher(rid(name, kind)).matches()) {
            throw new IdentityException(ImportError.PACKET_MALFORMED, place + ".packetname", "It must be <RID>" + kind.suffix());
        }
        String machine = info.path("refid").asText("");
        if (machine.isEmpty() || info.path("refid").isNull()) {
            machine = name.substring(0, CENTRE_DIGITS) + "_" + name.substring(CENTRE_DIGITS, CENTRE_DIGITS + MACHINE_DIGITS);
        }
        if (!MACHINE.matcher(machine).matches()) {
            throw new IdentityException(ImportError.PACKET_MALFORMED, place + ".refid", "It must be <centre>_<machine>");
        }
        return new SubPacketInfo(name, machine, bytes(info, "encryptedhash", place), bytes(info, "signature", place));
    }

    private static String rid(String packetName, SubPacketKind kind) {
        return packetName.substring(0, packetName.length() - kind.suffix().length());
    }

    String rid(SubPacketKind kind) {
        return rid(packetName, kind);
    }

    private static String text(JsonNode info, String name, String place) {
        if (!info.path(name).isTextual() || info.path(name).asText().isEmpty()) {
            throw new IdentityException(ImportError.PACKET_INCOMPLETE, place + "." + name, "It is missing: fetch the packet again");
        }
        return info.path(name).asText();
    }

    /** Base64 of either alphabet, with padding or without: clients have written all of them. */
    private static byte[] bytes(JsonNode info, String name, String place) {
        String text = text(info, name, place);
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_').replaceFirst("=+$", ""));
        } catch (IllegalArgumentException noBase64) {
            throw new IdentityException(ImportError.PACKET_MALFORMED, place + "." + name, "It is no base64", noBase64);
        }
    }

    @Override
    public String toString() {
        return "SubPacketInfo[***]";
    }
}
