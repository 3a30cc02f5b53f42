package id.distributions.embedded.it;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows that stand under one heading of a page of docs/. Their first cells name things of the code in backquotes. */
final class DocTable {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private final String page;
    private final String heading;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    /**
     * @param page
     *            its name in docs/, such as {@code logs.md}
     * @param heading
     *            the text of the heading, without its hashes; tables under deeper headings do not belong to it
     */
    DocTable(String page, String heading) throws IOException {
        this.page = page;
        this.heading = heading;
        boolean within = false;
        boolean found = false;
        for (String line : Files.readAllLines(new SourceTree().path("docs/" + page))) {
            if (line.startsWith("#")) {
                within = line.replaceFirst("^#+ ", "").equals(heading);
                found |= within;
            } else if (within && line.startsWith("|")) {
                add(line);
            }
        }
        assertTrue("docs/" + page + " has no heading \"" + heading + "\"", found);
    }

    /** A cell may name several things, which the rest of the row then tells of all. */
    private void add(String line) {
        List<String> cells = Arrays.stream(line.split("(?<!\\\\)\\|", -1)).map(String::strip).toList();
        cells = cells.subList(1, cells.size() - 1);
        Matcher names = NAME.matcher(cells.getFirst());
        while (names.find()) {
            List<String> before = rows.put(names.group(1), cells);
            assertTrue("docs/" + page + ", " + heading + ": two rows tell of `" + names.group(1) + "`", before == null);
        }
    }

    /** @return the cells of each row by the names in its first one */
    Map<String, List<String>> rows() {
        return rows;
    }

    /** @return what stands in backquotes in a cell */
    static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(cell);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /**
     * Fails unless the table has a row for each of these things, and none for another.
     *
     * @param code
     *            what the code has, each with the place where it stands
     */
    void tellsOf(Map<String, String> code) {
        Map<String, String> untold = new TreeMap<>(code);
        untold.keySet().removeAll(rows.keySet());
        TreeSet<String> idle = new TreeSet<>(rows.keySet());
        idle.removeAll(code.keySet());
        StringBuilder mend = new StringBuilder();
        untold.forEach((name, where) -> mend.append("\n  add a row for `").append(name).append("`, found in ").append(where));
        idle.forEach(name -> mend.append("\n  take out the row of `").append(name).append("`: nothing in the code is called so"));
        assertTrue("docs/" + page + ", table under \"" + heading + "\", and the code differ:" + mend, mend.isEmpty());
    }

    /** Fails where a row has fewer cells than that, or an empty one. */
    void isFilled(int cells) {
        rows.forEach((name, row) -> assertTrue("docs/" + page + ", " + heading + ": the row of `" + name + "` has an empty cell: "
                + row, row.size() == cells && row.stream().noneMatch(String::isEmpty)));
    }
}
