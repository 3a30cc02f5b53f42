package id.core.enrollment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.AllowSchemaLoader;
import id.api.enrollment.EnrollmentError;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.value.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The country's ID schema (JSON Schema 2020-12). A file is looked at again at most once a second; one that became
 * unreadable leaves the last good schema in force, since a broken schema must neither accept nor refuse anybody. Safe
 * for concurrent use.
 */
final class IdSchema {
    private static final Logger LOG = LoggerFactory.getLogger(IdSchema.class);
    private static final long RECHECK_NANOS = 1_000_000_000L;
    private static final String BUILT_IN = "id-schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Loads what the library brings along, under the well-known addresses too, and nothing from the network. */
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012,
            factory -> factory.schemaLoaders(
                    loaders -> loaders.add(new AllowSchemaLoader(address -> address.toString().startsWith("classpath:")))));

    private final Optional<Path> file;
    private volatile Loaded loaded;

    private record Loaded(JsonSchema schema, String stamp, long lookedAt) {}

    IdSchema(Optional<Path> file) {
        this.file = file;
        this.loaded = load();
    }

    /**
     * What does not fit, in an order that stays the same; empty when all fits. No message holds a value.
     *
     * @throws IdentityException
     *             INTERNAL_FAULT with field schemaFile when the schema itself cannot be followed: nobody is accepted or
     *             refused by it
     */
    List<Problem> problems(Attributes attributes) {
        JsonNode document = JSON.valueToTree(attributes.toPlain());
        return judged(document).stream().map(IdSchema::problem).distinct()
                .sorted(Comparator.comparing(Problem::field).thenComparing(Problem::message)).toList();
    }

    private Collection<ValidationMessage> judged(JsonNode document) {
        try {
            return current().validate(document);
        } catch (RuntimeException | StackOverflowError endless) {
            // Without the cause: it may quote the document, and of a stack that overflowed it is long.
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "schemaFile", "The ID schema "
                    + file.map(Path::toString).orElse(BUILT_IN) + " cannot be followed: see that no $ref leads back to itself");
        }
    }

    private JsonSchema current() {
        Loaded now = loaded;
        if (file.isPresent() && System.nanoTime() - now.lookedAt() > RECHECK_NANOS) {
            now = lookAgain(now);
            loaded = now;
        }
        return now.schema();
    }

    private Loaded lookAgain(Loaded before) {
        try {
            if (before.stamp().equals(stamp(file.get()))) {
                return new Loaded(before.schema(), before.stamp(), System.nanoTime());
            }
            Loaded fresh = load();
            LOG.info("The ID schema was read again from {}", file.get());
            return fresh;
        } catch (IOException | RuntimeException broken) {
            LOG.error("The ID schema {} cannot be read; the one read before stays in force", file.get(), broken);
            return new Loaded(before.schema(), before.stamp(), System.nanoTime());
        }
    }

    private Loaded load() {
        try {
            String stamp = file.isPresent() ? stamp(file.get()) : "";
            return new Loaded(parse(text()), stamp, System.nanoTime());
        } catch (IOException | RuntimeException broken) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "schemaFile",
                    "schemaFile must name a readable JSON Schema of type object: " + file.map(Path::toString).orElse(BUILT_IN), broken);
        }
    }

    private static JsonSchema parse(String text) throws IOException {
        JsonNode node = JSON.readTree(text);
        if (!node.isObject() || !"object".equals(node.path("type").asText())) {
            throw new IOException("Not a JSON Schema of type object");
        }
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).pathType(PathType.JSON_PATH)
                // The library's own texts may quote what a person said: problem() has its own.
                .messageSource((key, otherwise, locale, arguments) -> key).build();
        JsonSchema schema = FACTORY.getSchema(text, InputFormat.JSON, config);
        schema.initializeValidators();
        return schema;
    }

    private String text() throws IOException {
        if (file.isPresent()) {
            return Files.readString(file.get());
        }
        try (InputStream resource = IdSchema.class.getResourceAsStream(BUILT_IN)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String stamp(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() + "/" + Files.size(file);
    }

    private static Problem problem(ValidationMessage message) {
        String field = "attributes" + message.getInstanceLocation().toString().substring(1);
        String rule = message.getType();
        return switch (rule) {
            case "additionalProperties", "unevaluatedProperties", "false" ->
                new Problem(EnrollmentError.SCHEMA_UNKNOWN_FIELD.name(), inner(field, message),
                        "The ID schema does not know this field: leave it out");
            case "required" ->
                new Problem(EnrollmentError.SCHEMA_VIOLATION.name(), inner(field, message), "The ID schema requires this field: give it");
            default ->
                new Problem(EnrollmentError.SCHEMA_VIOLATION.name(), field, mend(rule, message.getSchemaNode()));
        };
    }

    private static String inner(String field, ValidationMessage message) {
        String property = message.getProperty();
        return property == null || property.isEmpty() ? field : field + "." + property;
    }

    /** Says what the schema asks for; never what was given. */
    private static String mend(String rule, JsonNode asked) {
        String value = asked == null ? "" : shortened(asked.isTextual() ? asked.asText() : asked.toString());
        return switch (rule) {
            case "type" -> "Must be of type " + value;
            case "format" -> "Must be a valid " + value + (value.equals("date") ? " such as 1990-12-31" : "");
            case "pattern" -> "Must have the form " + value;
            case "enum" -> "Must be one of " + value;
            case "minLength" -> "Must have at least " + value + " characters";
            case "maxLength" -> "Must have at most " + value + " characters";
            case "minItems" -> "Must have at least " + value + " entries";
            case "maxItems" -> "Must have at most " + value + " entries";
            case "minimum" -> "Must be at least " + value;
            case "maximum" -> "Must be at most " + value;
            default -> "Does not fit the rule \"" + rule + "\" of the ID schema";
        };
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }

    /** The first problem as an exception, for callers that refuse at once. */
    static IdentityException refusal(Collection<Problem> problems) {
        Problem first = problems.iterator().next();
        EnrollmentError code = EnrollmentError.valueOf(first.code());
        return new IdentityException(code, first.field(), first.message());
    }
}
