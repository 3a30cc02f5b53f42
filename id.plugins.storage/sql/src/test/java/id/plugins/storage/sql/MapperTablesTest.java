package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * No mapper touches another's tables: a reader waits for unsynced commits to the mappers that it used, so rows that
 * another mapper wrote could be passed on before they are durable.
 */
public class MapperTablesTest {
    private static final Pattern TABLE = Pattern
            .compile("(?i)\\b(?:from|join|insert into|merge into|(?<!for )(?<!do )update)\\s+([a-z_]+)");
    /** Asks whether the database takes writes: sets a place to what it is, and changes nothing that could be read. */
    private static final Set<Class<?>> CHANGING_NOTHING = Set.of(ServerMapper.class);

    @Test
    public void everyTableHasOneMapper() throws IOException {
        Map<String, Set<String>> mappers = new TreeMap<>();
        for (Class<?> mapper : MapperSet.ALL) {
            Set<String> tables = tables(mapper);
            assertTrue(mapper + " names a table", CHANGING_NOTHING.contains(mapper) || !tables.isEmpty());
            if (!CHANGING_NOTHING.contains(mapper)) {
                tables.forEach(table -> mappers.computeIfAbsent(table, first -> new TreeSet<>())
                        .add(mapper.getSimpleName()));
            }
        }
        assertTrue(mappers.toString(), mappers.size() >= 15);
        mappers.forEach((table, users) -> assertEquals(table + " belongs to " + users, 1, users.size()));
    }

    private static Set<String> tables(Class<?> mapper) throws IOException {
        try (InputStream in = mapper.getResourceAsStream(mapper.getSimpleName() + ".xml")) {
            String statements = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?s)<!--.*?-->", "")
                    .replaceAll("(?s)<[^>]*>", " ");
            Set<String> tables = new TreeSet<>();
            Matcher found = TABLE.matcher(statements);
            while (found.find()) {
                tables.add(found.group(1));
            }
            return tables;
        }
    }
}
