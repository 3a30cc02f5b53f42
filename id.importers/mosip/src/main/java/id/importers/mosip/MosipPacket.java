package id.importers.mosip;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A registration packet that holds in every respect.
 *
 * @param rid
 *            MOSIP's number of the registration
 * @param centre
 *            where
 * @param machine
 *            at which desk
 * @param fields
 *            of all sub-packets, by the names of MOSIP's ID schema
 */
public record MosipPacket(String rid, String centre, String machine, Map<String, FieldValue> fields) {
    public MosipPacket {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String toString() {
        return "MosipPacket[***]";
    }
}
