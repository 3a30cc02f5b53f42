package id.core.enrollment;

import id.api.error.IdentityException;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of enrollment, a line for each text among them. What is taken keeps its promises. */
public class EnrollmentSettingsFuzzTest extends FuzzTest {
    private static final List<String> TEXTS = List.of("stages", "duplicateThreshold", "adjudicationThreshold", "exactShare",
            "demographicDuplicates", "schemaFile");

    @Override
    protected List<byte[]> seeds() {
        return List.of("open,validate,quality\n1e-6\n1e-5\n0.5\nnote\n".getBytes(StandardCharsets.UTF_8),
                "a\nNaN\n0x1p-3\n1d\nadjudicate\nconf/id-schema.json".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected int longest() {
        return 300;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", TEXTS.size());
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < lines.length; i++) {
            values.put(TEXTS.get(i), lines[i]);
        }
        try {
            EnrollmentSettings settings = TestSystem.settings(values);
            settings.schemaFile();
            if (settings.stages().isEmpty() || !settings.stageOrFirst(Optional.of("?")).equals(settings.stages().getFirst())
                    || settings.adjudicationThreshold().compareTo(settings.duplicateThreshold()) < 0
                    || !(settings.exactShare() > 0 && settings.exactShare() <= 1)) {
                throw new AssertionError("Settings were taken that hold no order");
            }
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
        }
    }
}
