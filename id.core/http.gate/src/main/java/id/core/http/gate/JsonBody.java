package id.core.http.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads and writes JSON bodies. An absent body is an error: every endpoint that takes one needs it. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private final ObjectMapper mapper;

    public JsonBody(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return isJson(mediaType) && isOurs(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return isJson(mediaType) && isOurs(type);
    }

    private static boolean isJson(MediaType mediaType) {
        return MediaType.APPLICATION_JSON_TYPE.isCompatible(mediaType);
    }

    /** Bytes, streams and text that an endpoint made or wants as they are, pass as they are. */
    private static boolean isOurs(Class<?> type) {
        return type != byte[].class && type != String.class && !InputStream.class.isAssignableFrom(type)
                && !jakarta.ws.rs.core.StreamingOutput.class.isAssignableFrom(type);
    }

    @Override
    public Object readFrom(Class<Object> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        JavaType wanted = mapper.constructType(genericType);
        PushbackInputStream content = new PushbackInputStream(body);
        int first = content.read();
        if (first < 0) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "", "Send a JSON body");
        }
        content.unread(first);
        try {
            Object value = mapper.readerFor(wanted).readValue(content);
            if (value == null || value instanceof JsonNode node && (node.isMissingNode() || node.isNull())) {
                throw new IdentityException(GeneralError.MISSING_VALUE, "", "Send a JSON body");
            }
            return value;
        } catch (JsonProcessingException unreadable) {
            throw JsonFaults.explain(unreadable);
        } catch (CharConversionException notUtf8) {
            // Told by no exception of the library's own: the first bytes looked like another encoding of Unicode.
            throw new IdentityException(GeneralError.MALFORMED, "", "The body is no JSON in UTF-8");
        } catch (NumberFormatException beyond) {
            // The library lets it pass as it is; its text quotes the number.
            throw new IdentityException(GeneralError.MALFORMED, "",
                    "The JSON body holds a number whose exponent is too large to be read");
        }
    }

    @Override
    public void writeTo(Object value, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream body) throws IOException {
        body.write(mapper.writeValueAsBytes(value));
    }
}
