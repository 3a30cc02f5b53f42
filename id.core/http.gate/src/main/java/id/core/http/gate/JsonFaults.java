package id.core.http.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a JSON body by place and kind. The library's own messages quote values, so none is used. */
final class JsonFaults {
    private static final Pattern DUPLICATE = Pattern.compile("^Duplicate field '([A-Za-z0-9_.-]{1,64})'");

    private JsonFaults() {}

    static IdentityException explain(JsonProcessingException fault) {
        Throwable innermost = innermost(fault);
        if (innermost instanceof IdentityException own) {
            return own.field().isEmpty() ? own.at(path(fault)) : own;
        }
        if (UnreadableBody.isCauseOf(fault)) {
            return new IdentityException(GeneralError.BODY_UNREADABLE, "",
                    "The body ended before all of it was here: send it again");
        }
        if (innermost instanceof StreamConstraintsException) {
            return new IdentityException(GeneralError.TOO_LARGE, "",
                    "The JSON body is nested too deeply or holds a value that is too long");
        }
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return new IdentityException(GeneralError.UNKNOWN_FIELD, path(unknown),
                    "No such field here: correct its name or leave it out");
        }
        Matcher duplicate = DUPLICATE.matcher(String.valueOf(fault.getOriginalMessage()));
        if (duplicate.find()) {
            return new IdentityException(GeneralError.MALFORMED, duplicate.group(1), "The field is given twice");
        }
        if (fault instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                && !path(mismatch).isEmpty()) {
            return new IdentityException(GeneralError.INVALID_VALUE, path(mismatch),
                    "Not of the type that is asked for: " + kind(mismatch.getTargetType()));
        }
        if (fault instanceof MismatchedInputException) {
            return new IdentityException(GeneralError.MALFORMED, "", "Send a JSON body of the documented form");
        }
        var place = fault.getLocation();
        return new IdentityException(GeneralError.MALFORMED, "", "The body is not readable JSON"
                + (place == null ? "" : ": see line " + place.getLineNr() + ", column " + place.getColumnNr()));
    }

    private static Throwable innermost(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null && !(deepest instanceof IdentityException)) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String kind(Class<?> type) {
        if (type == byte[].class) {
            return "base64 text";
        }
        if (type == String.class || type.isEnum()) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }

    private static String path(JsonProcessingException fault) {
        StringBuilder path = new StringBuilder();
        if (fault instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else {
                    path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
        }
        return path.length() > 200 ? path.substring(0, 200) : path.toString();
    }
}
