package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class IdSchemaTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    /** Found by fuzzing: such a schema has no end, and neither has the stack that follows it. */
    @Test
    public void aSchemaThatRefersToItselfJudgesNobody() throws IOException {
        for (String endless : List.of("{'type':'object','properties':{'age':{'$ref':'#/properties/age'}}}",
                "{'type':'object','allOf':[{'$ref':'#'}]}")) {
            Path file = folder.newFile().toPath();
            Files.writeString(file, endless.replace('\'', '"'));
            IdentityException refused = assertThrows(endless, IdentityException.class, () -> new IdSchema(Optional.of(file))
                    .problems(Attributes.ofPlain("1.0", Map.of("age", 1))));
            assertEquals(GeneralError.INTERNAL_FAULT, refused.code());
            assertEquals("schemaFile", refused.field());
        }
    }
}
