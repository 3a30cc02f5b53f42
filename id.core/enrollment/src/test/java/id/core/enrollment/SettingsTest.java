package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.value.Attributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SettingsTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void wrongOnesAreNamed() {
        wrong("duplicateThreshold", "0");
        wrong("duplicateThreshold", "one in a million");
        wrong("adjudicationThreshold", "1e-12");
        wrong("stages", "validate,,issue");
        wrong("stages", "validate,validate");
        wrong("stages", "Validate");
        // Found by fuzzing: commas alone name no stage.
        wrong("stages", ",");
        wrong("stages", "");
        wrong("schemaFile", "schema\0.json");
        wrong("minimumFingers", 11);
        wrong("minimumQuality", 101);
        wrong("maxCandidates", 0);
        wrong("exactShare", "0");
        wrong("workers", 0);
        wrong("maxAttempts", 0);
        wrong("stageSeconds", 60);
        wrong("leaseSeconds", 120);
        wrong("demographicDuplicates", "maybe");
        wrong("pollMillis", 1);
        wrong("keepPlacesMinutes", 0);
    }

    private static void wrong(String key, Object value) {
        IdentityException error = assertThrows(key, IdentityException.class, () -> TestSystem.settings(Map.of(key, value)));
        assertEquals(key, error.field());
        assertTrue(error.getMessage(), error.getMessage().contains(key));
    }

    @Test
    public void theSchemaOfTheDistributionIsTheBuiltInOne() throws IOException {
        Path shipped = Path.of("../../distributions/embedded/src/dist/conf/id-schema.json");
        try (var builtIn = IdSchema.class.getResourceAsStream("id-schema.json")) {
            assertEquals(new String(builtIn.readAllBytes(), StandardCharsets.UTF_8), Files.readString(shipped));
        }
    }

    @Test
    public void theStagesOfTheDistributionAreTheBuiltInOnes() throws IOException {
        Path shipped = Path.of("../../distributions/embedded/src/dist/conf/id.core.enrollment.config");
        String line = Files.readAllLines(shipped).stream().filter(setting -> setting.startsWith("stages=")).findFirst()
                .orElseThrow();
        assertEquals("stages=\"" + String.join(",", TestSystem.settings(Map.of()).stages()) + "\"", line);
    }

    @Test
    public void thePortraitIsKeptBeforeThePacketGoes() {
        EnrollmentSettings settings = TestSystem.settings(Map.of());
        assertEquals(Optional.of("portrait"), settings.stageAfter("biometric-duplicates"));
        assertEquals(Optional.of("issue"), settings.stageAfter("portrait"));
        assertEquals(Optional.empty(), settings.stageAfter("issue"));
    }

    @Test
    public void aSchemaFileIsReadAgainWhenItChangesAndABrokenOneChangesNothing() throws Exception {
        Path file = folder.newFile("schema.json").toPath();
        write(file, "{\"type\":\"object\",\"required\":[\"clan\"]}", 1);
        IdSchema schema = new IdSchema(Optional.of(file));
        Attributes empty = Attributes.ofPlain("1.0", Map.of());
        assertEquals("attributes.clan", schema.problems(empty).getFirst().field());
        write(file, "{\"type\":\"object\",\"required\":[\"tribe\"]}", 2);
        Thread.sleep(1_100);
        assertEquals("attributes.tribe", schema.problems(empty).getFirst().field());
        write(file, "{\"type\":", 3);
        Thread.sleep(1_100);
        assertEquals("attributes.tribe", schema.problems(empty).getFirst().field());
        assertEquals("schemaFile", assertThrows(IdentityException.class, () -> new IdSchema(Optional.of(file))).field());
        assertThrows(IdentityException.class, () -> new IdSchema(Optional.of(folder.getRoot().toPath().resolve("absent.json"))));
    }

    private static void write(Path file, String text, int minute) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(minute * 60_000L));
    }
}
