package id.core.plugins.isolation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.core.plugins.gate.PluginPackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** The page for vendors tells what the borders let through, no more and no less. */
public class VendorPageTest {
    private static final Path PAGE = Path.of("../../docs/vendor.md");
    private static final Pattern WORD = Pattern.compile("`([a-z][\\w.]*)`");
    private static final Map<String, Set<String>> ROWS = Map.of("Java and the log", Set.of("jdk"), "interfaces between bundles",
            Set.of("shared"), "with the grant `framework` only", Set.of("framework"), "with the grant `native-code` only",
            Set.of("native-code"));

    private static String row(String start) throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| " + start + " |")).toList();
        assertEquals(start, 1, rows.size());
        return rows.getFirst().substring(start.length() + 4);
    }

    @Test
    public void eachPackageStandsInItsRow() throws IOException {
        Properties table = new Properties();
        try (InputStream in = PluginPackages.class.getResourceAsStream("plugin-packages.properties")) {
            table.load(in);
        }
        for (Map.Entry<String, Set<String>> row : ROWS.entrySet()) {
            Set<String> expected = new TreeSet<>();
            table.forEach((name, from) -> {
                if (row.getValue().contains(from.toString().split(":")[0])) {
                    expected.add(name.toString());
                }
            });
            Set<String> told = new TreeSet<>();
            Matcher words = WORD.matcher(row(row.getKey()));
            while (words.find()) {
                told.add(words.group(1));
            }
            assertEquals(row.getKey(), expected, told);
        }
    }

    @Test
    public void eachServiceStandsWithItsKind() throws IOException {
        String everybody = row("every kind");
        for (String service : ServiceTable.EVERYBODY) {
            String simple = service.substring(service.lastIndexOf('.') + 1);
            assertTrue(service, everybody.contains(simple) || service.equals(ServiceTable.CONDITION));
        }
        for (Map.Entry<String, Set<String>> kind : ServiceTable.BY_KIND.entrySet()) {
            String row = row("`" + kind.getKey() + "`");
            kind.getValue().forEach(service -> assertTrue(service, row.contains(service)));
        }
    }
}
