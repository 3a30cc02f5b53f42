package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** docs/data-classes.md tells of every column of the database and every object, its class, protection and period. */
public class DataClassesPageTest {
    private static final String PAGE = "data-classes.md";
    private static final String SQL = "id.plugins.storage/sql/src/main/resources/id/plugins/storage/sql";
    private static final Pattern CREATED = Pattern.compile("create table if not exists (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern ADDED = Pattern.compile("alter table (\\w+) add column if not exists (\\w+)");
    private static final Pattern SEALED = Pattern.compile("sealed: `([A-Z]+)`, `([A-Z_]+)`.*");
    private static final Pattern CONSTANT = Pattern.compile("\\n    ([A-Z_]+)\\(SealPurpose\\.([A-Z]+), \"");
    private static final Pattern DELETED = Pattern.compile("delete from (\\w+)");

    @Test
    public void everyColumnHasItsRow() throws IOException {
        Map<String, String> columns = columns();
        assertTrue("columns are found: " + columns.size(), columns.size() > 100);
        DocTable table = new DocTable(PAGE, "Columns");
        table.tellsOf(columns);
        table.isFilled(3);
    }

    @Test
    public void everyClassIsExplainedAndUsed() throws IOException {
        Map<String, String> used = new TreeMap<>();
        for (String heading : List.of("Columns", "Objects")) {
            new DocTable(PAGE, heading).rows().forEach((name, cells) -> used.put(DocTable.names(cells.get(1)).getFirst(), name));
        }
        DocTable classes = new DocTable(PAGE, "Classes");
        classes.tellsOf(used);
        classes.isFilled(4);
    }

    /** What the code can move under another key is what the page calls sealed, and everything about a person is. */
    @Test
    public void whatIsSaidToBeSealedIs() throws IOException {
        Map<String, String> said = new TreeMap<>();
        new DocTable(PAGE, "Columns").rows().forEach((column, cells) -> {
            Matcher sealed = SEALED.matcher(cells.get(2));
            if (sealed.matches()) {
                said.put(sealed.group(2), sealed.group(1));
            }
            if (cells.get(1).equals("`P1`")) {
                assertTrue("docs/data-classes.md: `" + column + "` is of class P1 and not sealed", cells.get(2).startsWith("sealed"));
            }
            if (cells.get(1).equals("`P2`")) {
                assertTrue("docs/data-classes.md: `" + column + "` is of class P2 and no keyed hash",
                        cells.get(2).startsWith("keyed hash"));
            }
        });
        Map<String, String> places = new TreeMap<>();
        Matcher constants = CONSTANT.matcher(new SourceTree().product().get("id.api/src/main/java/id/api/security/SealedPlace.java"));
        while (constants.find()) {
            places.put(constants.group(1), constants.group(2));
        }
        assertEquals("docs/data-classes.md, Columns: the places that are said to be sealed, and those of SealedPlace", places, said);
    }

    /** A column of bytes is where something sealed would lie: none of them is called plain. */
    @Test
    public void noColumnOfBytesIsPlain() throws IOException {
        DocTable table = new DocTable(PAGE, "Columns");
        columns().forEach((column, definition) -> {
            if (definition.contains(" bytea") && table.rows().containsKey(column)) {
                String protection = table.rows().get(column).get(2);
                assertTrue("docs/data-classes.md: `" + column + "` is " + protection, protection.matches("(sealed|wrapped).*"));
            }
        });
    }

    @Test
    public void everyPrefixOfObjectsHasItsRow() throws IOException {
        Map<String, String> prefixes = new TreeMap<>();
        Pattern prefix = Pattern.compile("String key = \"([a-z]+/)\"|store\\.put\\(\"([a-z]+/)\"");
        new SourceTree().product().forEach((path, text) -> {
            if (path.startsWith("id.core/") && text.contains("ObjectStore")) {
                prefix.matcher(text).results()
                        .forEach(found -> prefixes.put(found.group(1) == null ? found.group(2) : found.group(1), path));
            }
        });
        assertTrue(prefixes.size() > 2);
        DocTable table = new DocTable(PAGE, "Objects");
        table.tellsOf(prefixes);
        table.isFilled(4);
    }

    /** What is kept for ever has no statement that deletes it; what has a period has one. */
    @Test
    public void periodsAreThoseThatCodeCanKeep() throws IOException {
        Map<String, String> tables = new TreeMap<>();
        columns().forEach((column, where) -> tables.put(column.replaceAll("\\..*", ""), where));
        DocTable table = new DocTable(PAGE, "How long");
        table.tellsOf(tables);
        table.isFilled(2);
        Set<String> deleted = new TreeSet<>();
        for (Path mapper : files("", ".xml")) {
            Matcher matcher = DELETED.matcher(Files.readString(mapper));
            while (matcher.find()) {
                deleted.add(matcher.group(1));
            }
        }
        // The content of a packet goes, its digest stays: no row is deleted.
        deleted.add("packet");
        Set<String> ending = new TreeSet<>();
        table.rows().forEach((name, cells) -> {
            if (!cells.get(1).matches("(for ever|as long as the system).*")) {
                ending.add(name);
            }
        });
        assertEquals("docs/data-classes.md, How long: tables with an end, and those that a statement deletes from", deleted, ending);
    }

    /** @return the definition of each column by {@code table.column} */
    private static Map<String, String> columns() throws IOException {
        Map<String, String> columns = new TreeMap<>();
        for (Path file : files("/schema", ".sql")) {
            String text = Files.readString(file).replaceAll("(?s)-- //@UNDO.*", "");
            Matcher created = CREATED.matcher(text);
            while (created.find()) {
                for (String line : created.group(2).split(",\\s*\\n")) {
                    String column = line.strip();
                    if (!column.matches("(?s)(constraint|primary key|unique|foreign key|check)\\b.*")) {
                        columns.put(created.group(1) + "." + column.split("\\s")[0], file.getFileName() + ": " + column);
                    }
                }
            }
            Matcher added = ADDED.matcher(text);
            while (added.find()) {
                columns.put(added.group(1) + "." + added.group(2), file.getFileName() + ": " + added.group());
            }
        }
        return columns;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(new SourceTree().path(SQL + folder))) {
            found.filter(file -> file.toString().endsWith(ending)).sorted().forEach(files::add);
        }
        return files;
    }
}
