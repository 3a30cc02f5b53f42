package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table in docs/rogue-plugins.md: how each rogue is documented to end. */
final class RogueTable {
    private static final Path PAGE = Path.of(System.getProperty("idem.distribution")).resolve("../../../../docs/rogue-plugins.md");

    private final Map<Integer, Row> rows = new TreeMap<>();

    /**
     * One row.
     *
     * @param kind
     *            which kind of plugin
     * @param where
     *            {@code core} when it is borne in the process, {@code process} when it ends the process that it runs in
     * @param ends
     *            how the call or the enrollment ends, a word that the test finds
     * @param stays
     *            threads that stay behind when the plugin is removed
     */
    record Row(int number, String kind, String where, String ends, int stays) {}

    RogueTable() throws IOException {
        for (String line : Files.readAllLines(PAGE.normalize())) {
            List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
            if (cells.size() > 6 && cells.get(1).matches("\\d+")) {
                int number = Integer.parseInt(cells.get(1));
                Row before = rows.put(number, new Row(number, cells.get(3), cells.get(4), cells.get(5),
                        cells.get(6).equals("-") ? 0 : Integer.parseInt(cells.get(6).split(" ")[0])));
                if (before != null) {
                    throw new IllegalStateException("the table has the number " + number + " twice");
                }
            }
        }
    }

    Map<Integer, Row> rows() {
        return rows;
    }

    Row row(int number) {
        Row row = rows.get(number);
        if (row == null) {
            throw new AssertionError("docs/rogue-plugins.md says nothing of rogue " + number);
        }
        return row;
    }
}
