package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.IdentityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One sub-packet, opened, with every hash and its signature checked.
 *
 * @param rid
 *            the registration, as the machine signed it
 * @param machine
 *            {@code <centre>_<machine>}
 * @param files
 *            content by name; names are those of the zip file without what follows the last dot, in lower case, as MOSIP
 *            compares them ({@code ZipUtils.unzipAndGetFile})
 * @param metaInfo
 *            {@code identity} of {@code packet_meta_info.json}
 * @param identity
 *            {@code identity} of {@code ID.json}
 */
record SubPacket(SubPacketKind kind, String rid, String machine, Map<String, byte[]> files, JsonNode metaInfo, JsonNode identity) {
    static final String META_INFO = "packet_meta_info";
    static final String IDENTITY = "id";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}");

    /**
     * Opens and checks one.
     *
     * @throws IdentityException
     *             with an {@link ImportError} and the sub-packet's kind as field
     */
    static SubPacket open(SubPacketKind kind, SubPacketInfo info, byte[] encrypted, PacketKeys keys, Machines machines) {
        String place = kind.label();
        if (!MessageDigest.isEqual(Digests.sha256(encrypted), info.encryptedHash())) {
            throw new IdentityException(ImportError.HASH_MISMATCH, place + ".encryptedhash",
                    "The encrypted sub-packet is not the one that the hash beside it was taken of: fetch the packet again");
        }
        byte[] plain = Envelope.open(encrypted, keys, place);
        machines.check(info.machine(), plain, info.signature(), place);
        Map<String, byte[]> files = byStem(BoundedZip.read(plain, FILE, place), place);
        JsonNode metaInfo = identity(files, META_INFO, place);
        HashSequences.check(files, metaInfo, place);
        SubPacket opened = new SubPacket(kind, info.rid(kind), info.machine(), files, metaInfo, identity(files, IDENTITY, place));
        opened.checkOrigin(place);
        return opened;
    }

    private static Map<String, byte[]> byStem(Map<String, byte[]> files, String place) {
        Map<String, byte[]> stems = new HashMap<>();
        files.forEach((name, content) -> {
            if (stems.put(stem(name), content) != null) {
                throw new IdentityException(ImportError.PACKET_MALFORMED, place,
                        "It holds two files that differ in nothing but the ending or the case of their names");
            }
        });
        return stems;
    }

    /** How a file goes by in the hash sequences and in ID.json. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    }

    private static JsonNode identity(Map<String, byte[]> files, String name, String place) {
        byte[] json = files.get(name);
        if (json == null) {
            throw new IdentityException(ImportError.PACKET_INCOMPLETE, place + "." + name,
                    "The file is missing: the packet was not written by a registration client, or not whole");
        }
        JsonNode identity = PacketJson.object(json, ImportError.PACKET_MALFORMED, place + "." + name).path("identity");
        if (!identity.isObject()) {
            throw new IdentityException(ImportError.PACKET_MALFORMED, place + "." + name, "It holds no object named identity");
        }
        return identity;
    }

    /** A signed sub-packet of one registration may lie under the name of another one. */
    private void checkOrigin(String place) {
        if (!metaInfo.path("registrationId").asText().equals(rid)) {
            throw new IdentityException(ImportError.PACKET_MIXED, place + ".registrationId",
                    "What the machine signed is of another registration than the name of the sub-packet says");
        }
        String centre = label("centerId");
        String desk = label("machineId");
        if (!centre.isEmpty() && !desk.isEmpty() && !machine.equals(centre + "_" + desk)) {
            throw new IdentityException(ImportError.PACKET_MIXED, place + ".refid",
                    "What the machine signed is of another centre or machine than it says beside it");
        }
    }

    /** A value of {@code metaData}, or the empty text. */
    String label(String name) {
        for (JsonNode entry : metaInfo.path("metaData")) {
            if (entry.path("label").asText().equals(name)) {
                return entry.path("value").isNull() ? "" : entry.path("value").asText("");
            }
        }
        return "";
    }

    /**
     * A file that ID.json names.
     *
     * @throws IdentityException
     *             PACKET_INCOMPLETE with the field's name
     */
    byte[] file(String name, String field) {
        byte[] content = files.get(name.toLowerCase(Locale.ROOT));
        if (content == null) {
            throw new IdentityException(ImportError.PACKET_INCOMPLETE, field, "The packet does not hold the file that the field names");
        }
        return content;
    }

    @Override
    public String toString() {
        return "SubPacket[" + kind + ", ***]";
    }
}
