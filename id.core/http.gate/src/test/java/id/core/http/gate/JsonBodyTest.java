package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class JsonBodyTest {
    private final JsonBody body = new JsonBody(StrictJson.mapper(16, 1_000));

    /** Found by fuzzing: the library's exception for such a number is none of its own. */
    @Test
    public void refusesANumberWhoseExponentIsTooLarge() {
        assertEquals(GeneralError.MALFORMED, refused("{\"a\":1e2741483648}", JsonNode.class).code());
    }

    /** Found by fuzzing: the first bytes look like UTF-32, and what follows is none. */
    @Test
    public void refusesAnotherEncoding() {
        assertEquals(GeneralError.MALFORMED, refused("{\0\0\0L-}2\"", JsonNode.class).code());
    }

    /** Found by fuzzing: the name comes from outside. */
    @Test
    public void anUnknownFieldForgesNoLineOfALog() {
        IdentityException unknown = refused("{\"odd\\nname\":1}", Known.class);
        assertEquals(GeneralError.UNKNOWN_FIELD, unknown.code());
        assertEquals("odd?name", unknown.field());
    }

    private record Known(String name) {}

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private IdentityException refused(String json, Class type) {
        return assertThrows(IdentityException.class, () -> body.readFrom(type, type, null, null, null,
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }
}
