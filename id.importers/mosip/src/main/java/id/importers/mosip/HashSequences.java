package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.IdentityException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The hashes inside a sub-packet: {@code packet_data_hash.txt} over the files that {@code hashSequence1} lists and
 * {@code packet_operations_hash.txt} over those of {@code hashSequence2}, each SHA-256 of the files one after another, as
 * hexadecimal digits in upper case ({@code PacketManagerHelper.generateHash} and {@code PacketWriterImpl} in
 * mosip/packet-manager). MOSIP passes over a hash that is missing; here every file must be under one that was checked, so
 * that none can be slipped in. Of {@code evidence} and {@code optional} the client repeats the second sequence of
 * {@code id}, without its files and without the hash.
 */
final class HashSequences {
    private static final String DATA_HASH = "packet_data_hash";
    private static final String OPERATIONS_HASH = "packet_operations_hash";

    private HashSequences() {}

    /**
     * @throws IdentityException
     *             HASH_MISMATCH or PACKET_INCOMPLETE with the field of the hash or the file
     */
    static void check(Map<String, byte[]> files, JsonNode metaInfo, String place) {
        List<String> data = names(metaInfo.path("hashSequence1"), place + ".hashSequence1");
        if (!files.containsKey(DATA_HASH)) {
            throw new IdentityException(ImportError.PACKET_INCOMPLETE, place + "." + DATA_HASH, "The hash over the data is missing");
        }
        check(files, data, DATA_HASH, place);
        Set<String> covered = new HashSet<>(data);
        if (files.containsKey(OPERATIONS_HASH)) {
            List<String> operations = names(metaInfo.path("hashSequence2"), place + ".hashSequence2");
            check(files, operations, OPERATIONS_HASH, place);
            covered.addAll(operations);
        }
        covered.addAll(Set.of(DATA_HASH, OPERATIONS_HASH, SubPacket.META_INFO));
        if (!covered.containsAll(files.keySet())) {
            throw new IdentityException(ImportError.HASH_MISMATCH, place, "It holds a file that no hash is over");
        }
    }

    private static void check(Map<String, byte[]> files, List<String> sequence, String hash, String place) {
        byte[][] contents = new byte[sequence.size()][];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = files.get(sequence.get(i));
            if (contents[i] == null) {
                throw new IdentityException(ImportError.PACKET_INCOMPLETE, place + "." + hash, "A file that the hash is over is missing");
            }
        }
        String actual = HexFormat.of().withUpperCase().formatHex(Digests.sha256(contents));
        String written = new String(files.get(hash), StandardCharsets.ISO_8859_1).strip().toUpperCase(Locale.ROOT);
        if (!MessageDigest.isEqual(actual.getBytes(StandardCharsets.ISO_8859_1), written.getBytes(StandardCharsets.ISO_8859_1))) {
            throw new IdentityException(ImportError.HASH_MISMATCH, place + "." + hash, "A file was changed after the hash was taken");
        }
    }

    /** Entries of {@code {label, value[]}}, in their order; each file once. */
    private static List<String> names(JsonNode sequence, String place) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : sequence) {
            for (JsonNode name : entry.path("value")) {
                String stem = name.asText().toLowerCase(Locale.ROOT);
                if (!seen.add(stem)) {
                    throw new IdentityException(ImportError.PACKET_MALFORMED, place, "A file is listed twice");
                }
                names.add(stem);
            }
        }
        return names;
    }
}
