package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.IdentityException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads registration packets of MOSIP, as the registration client leaves them: an {@link Envelope} around a zip file with
 * {@code <source>/<process>/<RID>_<sub>.zip} and {@code .json} for the sub-packets {@code id}, {@code evidence} and
 * {@code optional}, each of them an envelope around a zip file again. Structure:
 * {@code docs/modules/packet-manager/registration-packet-structure.md} in mosip/documentation 1.2.0, {@code PacketKeeper} and
 * {@code PacketWriterImpl} in mosip/packet-manager, {@code PosixAdapter} in mosip/khazana. Safe for concurrent use.
 * <p>
 * What a sub-packet says of itself is believed once its machine's signature over it was found good. Signatures of capture
 * devices within the samples are not looked at: their certificates are not part of a packet.
 */
public final class PacketReader {
    /** Largest packet, bytes; nor may any of its zip files unpack to more. */
    public static final int MAX_BYTES = BoundedZip.MAX_BYTES;
    private static final String PLACE = "packet";
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
    private static final Pattern FILE = Pattern.compile("(" + WORD + ")/(" + WORD + ")/([A-Za-z0-9][A-Za-z0-9_-]{0,199})\\.(zip|json)");
    private static final Pattern NAMES = Pattern.compile(FILE.pattern() + "|" + WORD + "/(" + WORD + "/)?");
    private static final String NEW = "NEW";

    private final PacketKeys keys;
    private final Machines machines;

    public PacketReader(PacketKeys keys, Machines machines) {
        this.keys = keys;
        this.machines = machines;
    }

    /**
     * Opens and checks a packet.
     *
     * @param packet
     *            the file, at most {@link #MAX_BYTES}
     *
     * @throws IdentityException
     *             with an {@link ImportError}, or an error about a sample, and the place in the packet as field
     */
    public MosipPacket read(byte[] packet) {
        if (packet.length > MAX_BYTES) {
            throw new IdentityException(ImportError.PACKET_TOO_LARGE, PLACE, "It is larger than " + MAX_BYTES + " bytes");
        }
        Map<String, byte[]> files = BoundedZip.read(Envelope.open(packet, keys, PLACE), NAMES, PLACE);
        checkProcess(process(files.keySet()));
        Map<SubPacketKind, SubPacket> parts = new EnumMap<>(SubPacketKind.class);
        files.forEach((name, content) -> {
            Matcher file = matched(name);
            if (file.group(4).equals("zip")) {
                SubPacket part = open(name, file.group(3), content, files);
                if (parts.put(part.kind(), part) != null) {
                    throw mixed(part.kind().label(), "The packet holds two sub-packets of one kind");
                }
            } else if (!files.containsKey(other(name, ".zip"))) {
                throw new IdentityException(ImportError.PACKET_INCOMPLETE, PLACE, "A sub-packet is missing: fetch the packet again");
            }
        });
        return packet(parts);
    }

    private static Matcher matched(String name) {
        Matcher file = FILE.matcher(name);
        if (!file.matches()) {
            throw new IdentityException(ImportError.PACKET_MALFORMED, PLACE, "A file lies outside of <source>/<process>");
        }
        return file;
    }

    private static String other(String name, String ending) {
        return name.substring(0, name.lastIndexOf('.')) + ending;
    }

    /** The one process whose folder the packet holds. */
    private static String process(Set<String> names) {
        Set<String> folders = new TreeSet<>();
        names.forEach(name -> folders.add(name.substring(0, name.lastIndexOf('/'))));
        if (folders.size() != 1) {
            throw mixed(PLACE, "It holds more than one process: give each packet of MOSIP by itself");
        }
        return matched(names.iterator().next()).group(2);
    }

    private static void checkProcess(String process) {
        if (!process.equalsIgnoreCase(NEW)) {
            throw new IdentityException(ImportError.PROCESS_NOT_SUPPORTED, "process",
                    "Only packets of the process NEW make a person; this one changes or completes another registration: take over what it led to by an update");
        }
    }

    private SubPacket open(String name, String stem, byte[] content, Map<String, byte[]> files) {
        SubPacketKind kind = SubPacketKind.ofName(stem).orElseThrow(() -> new IdentityException(ImportError.PACKET_MALFORMED, PLACE,
                "A sub-packet is none of id, evidence, optional"));
        byte[] json = files.get(other(name, ".json"));
        if (json == null) {
            throw new IdentityException(ImportError.PACKET_INCOMPLETE, kind.label(),
                    "The JSON with its hash and signature is missing: fetch the packet again");
        }
        SubPacketInfo info = SubPacketInfo.of(json, kind, kind.label());
        // Some clients put the id of the whole packet in front.
        if (!stem.equals(info.packetName()) && !stem.endsWith("_" + info.packetName())) {
            throw mixed(kind.label(), "The JSON beside it is of another sub-packet");
        }
        return SubPacket.open(kind, info, content, keys, machines);
    }

    private static MosipPacket packet(Map<SubPacketKind, SubPacket> parts) {
        SubPacket id = parts.get(SubPacketKind.ID);
        if (id == null) {
            throw new IdentityException(ImportError.PACKET_INCOMPLETE, "id", "The sub-packet id is missing: fetch the packet again");
        }
        String type = id.label("registrationType");
        if (!type.isEmpty()) {
            checkProcess(type);
        }
        Map<String, FieldValue> fields = new LinkedHashMap<>();
        for (SubPacket part : parts.values()) {
            if (!part.rid().equals(id.rid()) || !part.machine().equals(id.machine())) {
                throw mixed(part.kind().label(), "It is of another registration than the sub-packet id");
            }
            for (Map.Entry<String, JsonNode> field : part.identity().properties()) {
                if (!field.getValue().isNull()) {
                    FieldValue value = FieldValue.of(field.getKey(), field.getValue(), part);
                    FieldValue before = fields.put(field.getKey(), value);
                    // Fields of no category are in all of the sub-packets.
                    if (before != null && !before.equals(value)) {
                        throw mixed(field.getKey(), "Two sub-packets hold it, and not the same");
                    }
                }
            }
        }
        String[] machine = id.machine().split("_");
        return new MosipPacket(id.rid(), machine[0], machine[1], fields);
    }

    private static IdentityException mixed(String place, String message) {
        return new IdentityException(ImportError.PACKET_MIXED, place, message);
    }
}
