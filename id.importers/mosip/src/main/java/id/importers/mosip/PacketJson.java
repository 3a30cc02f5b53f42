package id.importers.mosip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import java.io.IOException;

/** JSON from outside, within bounds: each name once, nothing after the object. */
final class PacketJson {
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder().streamReadConstraints(StreamReadConstraints
            .builder().maxNestingDepth(24).maxStringLength(1024 * 1024).maxNumberLength(100).maxNameLength(1_000).build()).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private PacketJson() {}

    /**
     * @throws IdentityException
     *             of this code and field, unless it is one JSON object
     */
    static JsonNode object(byte[] json, ErrorCode code, String place) {
        try {
            if (json.length <= MAX_BYTES) {
                JsonNode read = MAPPER.readTree(json);
                if (read.isObject()) {
                    return read;
                }
            }
        } catch (IOException | RuntimeException broken) {
            // The library meets some numbers and encodings with exceptions that are none of its own.
            throw new IdentityException(code, place, "It is no sound JSON", broken);
        }
        throw new IdentityException(code, place, "It must be one JSON object of at most " + MAX_BYTES + " bytes");
    }
}
