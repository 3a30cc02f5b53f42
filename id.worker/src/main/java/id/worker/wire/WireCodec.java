package id.worker.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import id.api.value.Bytes;
import id.api.value.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.osgi.util.promise.Promise;

/**
 * Calls and answers as CBOR. A call is an array: handle, method, arguments; an answer is an object with one field,
 * {@code value} or {@code fault}. Each value is written and read as the type that the method declares: nothing in a
 * message can choose a class beyond the permitted ones of a sealed interface.
 */
public final class WireCodec {
    private final ObjectMapper mapper;

    /** @param behaviour how objects with behaviour cross; none for values alone */
    WireCodec(SimpleModule behaviour) {
        this(new CBORFactory(), behaviour);
    }

    private WireCodec(JsonFactory factory, SimpleModule behaviour) {
        mapper = new ObjectMapper(factory);
        mapper.setAnnotationIntrospector(AnnotationIntrospectorPair.pair(new SealedTypes(),
                mapper.getSerializationConfig().getAnnotationIntrospector()));
        mapper.registerModules(new Jdk8Module(), new JavaTimeModule(), values(), behaviour);
        mapper.disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    }

    /** A codec of plain values in JSON, for the order that a worker reads. */
    public static ObjectMapper json() {
        return new WireCodec(new JsonFactory(), new SimpleModule()).mapper;
    }

    private static SimpleModule values() {
        SimpleModule module = new SimpleModule("values");
        module.addSerializer(Bytes.class, Serializers.of(Bytes.class, (value, out) -> out.writeBinary(value.toArray())));
        module.addDeserializer(Bytes.class, Serializers.from(Bytes.class, in -> Bytes.of(in.getBinaryValue())));
        module.addSerializer(Secret.class,
                Serializers.of(Secret.class, (value, out) -> out.writeString(new String(value.reveal()))));
        module.addDeserializer(Secret.class,
                Serializers.from(Secret.class, in -> Secret.of(in.getText().toCharArray())));
        return module;
    }

    byte[] call(String handle, Method method, Object[] arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = mapper.createGenerator(out)) {
            Type[] types = method.getGenericParameterTypes();
            generator.writeStartArray();
            generator.writeString(handle);
            generator.writeString(method.getName());
            for (int i = 0; i < types.length; i++) {
                write(generator, types[i], arguments[i]);
            }
            generator.writeEndArray();
        }
        return out.toByteArray();
    }

    /** A call of which the head is read. */
    final class Incoming implements AutoCloseable {
        private final JsonParser parser;
        private final String handle;
        private final String method;

        private Incoming(JsonParser parser) throws IOException {
            this.parser = parser;
            expect(parser.nextToken() == JsonToken.START_ARRAY);
            handle = parser.nextTextValue();
            method = parser.nextTextValue();
            expect(handle != null && method != null);
        }

        String handle() {
            return handle;
        }

        String method() {
            return method;
        }

        Object[] arguments(Method target) throws IOException {
            Type[] types = target.getGenericParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                expect(parser.nextToken() != JsonToken.END_ARRAY);
                arguments[i] = read(parser, types[i]);
            }
            expect(parser.nextToken() == JsonToken.END_ARRAY);
            return arguments;
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    Incoming incoming(byte[] call) throws IOException {
        return new Incoming(mapper.createParser(call));
    }

    byte[] answer(Type type, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = mapper.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeFieldName("value");
            write(generator, type, value);
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    byte[] fault(Throwable fault) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = mapper.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeFieldName("fault");
            write(generator, WireFault.class, WireFault.of(fault));
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    /** @throws id.api.error.IdentityException the fault that the answer is */
    Object answer(byte[] answer, Type type) throws IOException {
        try (JsonParser parser = mapper.createParser(answer)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            String field = parser.nextFieldName();
            parser.nextToken();
            if ("fault".equals(field)) {
                WireFault fault = (WireFault) read(parser, WireFault.class);
                expect(fault != null);
                throw fault.exception();
            }
            expect("value".equals(field));
            return read(parser, type);
        }
    }

    /** What a method yields: of a promise, what it resolves to. */
    static Type yield(Method method) {
        return method.getReturnType() == Promise.class
                ? ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]
                : method.getGenericReturnType();
    }

    private void write(JsonGenerator generator, Type type, Object value) throws IOException {
        if (type == void.class || value == null) {
            generator.writeNull();
        } else {
            mapper.writerFor(mapper.constructType(type)).writeValue(generator, value);
        }
    }

    private Object read(JsonParser parser, Type type) throws IOException {
        if (type == void.class) {
            parser.skipChildren();
            return null;
        }
        JavaType java = mapper.constructType(type);
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            expect(!java.isPrimitive());
            return null;
        }
        try {
            return mapper.readerFor(java).readValue(parser);
        } catch (RuntimeException broken) {
            // The other side may send what no reader of the library expected.
            throw new IOException("not a message of the line", broken);
        }
    }

    private static void expect(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not a message of the line");
        }
    }
}
