package id.core.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.value.Attributes;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The country's ID schema as a file. One that is taken tells what is wrong with a person's attributes, or nothing. */
public class IdSchemaFuzzTest extends FuzzTest {
    private static final Path FILE = Path.of("schema.json");
    private static final Attributes PERSON = Attributes.ofPlain("1.0",
            Map.of("name", List.of(Map.of("language", "en", "value", "Ada")), "dateOfBirth", "1990-12-31", "age", 35, "alive", true));

    @Override
    protected List<byte[]> seeds() throws IOException {
        try (InputStream builtIn = IdSchema.class.getResourceAsStream("id-schema.json")) {
            return List.of(builtIn.readAllBytes(), seed("{'type':'object','properties':{'age':{'type':'integer','maximum':9},"
                    + "'dateOfBirth':{'type':'string','format':'date','pattern':'^[0-9-]+$'},'name':{'$ref':'#/$defs/n'}},"
                    + "'required':['x'],'additionalProperties':false,'$defs':{'n':{'type':'array','minItems':2}}}"),
                    seed("{'type':'object','properties':{'age':{'$ref':'#/properties/age'}}}"),
                    seed("{'type':'object','allOf':[{'$ref':'#'}]}"));
        }
    }

    private static byte[] seed(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected List<String> guides() {
        return List.of("com.networknt.schema.*");
    }

    /** A pattern of a schema is an expression, and the country's own. */
    @Override
    protected List<String> withoutChecks() {
        return List.of("RegexInjection");
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        IdSchema schema;
        try {
            schema = new IdSchema(Optional.of(FILE));
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        List<Problem> problems;
        try {
            problems = schema.problems(PERSON);
        } catch (IdentityException broken) {
            // The sender of the attributes cannot mend the schema: it must not read as a refusal of them.
            if (broken.code() != GeneralError.INTERNAL_FAULT || !broken.field().equals("schemaFile")) {
                throw broken;
            }
            return;
        }
        // The fuzzer reads this code: it writes the name into the schema, and messages may tell what the schema says.
        boolean tellable = new String(input, StandardCharsets.ISO_8859_1).contains("Ada");
        for (Problem problem : problems) {
            if (!tellable && problem.message().contains("Ada") || problem.message().isBlank()) {
                throw new AssertionError("A problem tells nothing, or tells of the person");
            }
        }
    }
}
