package id.worker.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Jackson's (de)serializers from lambdas. */
final class Serializers {
    private Serializers() {}

    /** Writes a value. */
    @FunctionalInterface
    interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonParser in) throws IOException;
    }

    static <T> StdSerializer<T> of(Class<T> type, Writing<T> writing) {
        return new StdSerializer<>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writing.write(value, out);
            }
        };
    }

    static <T> StdDeserializer<T> from(Class<T> type, Reading<T> reading) {
        return new StdDeserializer<>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return reading.read(in);
            }
        };
    }
}
