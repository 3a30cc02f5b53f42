package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.distributions.embedded.it.AsvsTable.Answer;
import id.distributions.embedded.it.AsvsTable.Row;
import id.distributions.embedded.it.AsvsTable.TestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.Test;

/** The table of the ASVS is complete, and names tests that are there. */
public class AsvsTableTest {
    @Test
    public void everyRequirementOfLevelsOneAndTwoStandsInItOnce() throws IOException {
        Map<String, String> required = required();
        assertEquals(253, required.size());
        Map<String, String> told = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Row row : new AsvsTable().rows()) {
            if (told.put(row.id(), row.level()) != null) {
                twice.add(row.id());
            }
        }
        assertEquals(List.of(), twice);
        assertEquals(required, told);
    }

    @Test
    public void everyRowNamesATestOrSaysWhyNot() throws IOException {
        for (Row row : new AsvsTable().rows()) {
            assertTrue(row.id() + " is said to be shown and names no test", row.answer() != Answer.SHOWN || !row.tests().isEmpty());
            assertTrue(row.id() + " gives no reason", row.says().length() > 20);
        }
    }

    @Test
    public void everyTestThatIsNamedIsThere() throws IOException {
        Map<String, String> sources = tests();
        Set<String> missing = new TreeSet<>();
        for (Row row : new AsvsTable().rows()) {
            for (TestName name : row.tests()) {
                String source = sources.get(name.type());
                if (source == null || !name.method().isEmpty() && !Pattern
                        .compile("@Test(\\([^)]*\\))?\\s+public void " + name.method() + "\\(").matcher(source).find()) {
                    missing.add(row.id() + ": " + name.type() + "#" + name.method());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    public void theCountsAtItsHeadAreRight() throws IOException {
        AsvsTable table = new AsvsTable();
        Map<Answer, Integer> counts = new HashMap<>();
        for (Answer answer : Answer.values()) {
            counts.put(answer, 0);
        }
        table.rows().forEach(row -> counts.merge(row.answer(), 1, Integer::sum));
        String line = "Of the 253 requirements %d are shown by tests, %d do not apply, %d are not met or not shown yet.".formatted(
                counts.get(Answer.SHOWN), counts.get(Answer.DOES_NOT_APPLY), counts.get(Answer.NOT_YET));
        assertTrue("docs/security.md does not say: " + line, table.says(line));
    }

    private static Map<String, String> required() throws IOException {
        Map<String, String> levels = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                AsvsTableTest.class.getResourceAsStream("/asvs-5.0-levels.txt"), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" "))
                    .filter(parts -> !parts[1].equals("3")).forEach(parts -> levels.put(parts[0], parts[1]));
        }
        return levels;
    }

    /** Sources of all tests by their simple name; contracts for vendors are tests too. */
    private static Map<String, String> tests() throws IOException {
        SourceTree tree = new SourceTree();
        List<Path> files = new ArrayList<>(tree.java("src/test/java"));
        files.addAll(tree.java("id.tck/src/main/java"));
        Map<String, String> sources = new HashMap<>();
        for (Path file : files) {
            // Two simulators of records have a test of one name: either may hold the method.
            sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
        }
        return sources;
    }
}
