package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table in docs/security.md: how each requirement of the ASVS is met. */
final class AsvsTable {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract))(?:#(\\w+))?`");

    private final List<String> lines;
    private final List<Row> rows = new ArrayList<>();

    /** What is said of a requirement. */
    enum Answer {
        SHOWN, DOES_NOT_APPLY, NOT_YET
    }

    /** A test that a row names. {@code method} is empty where the whole class is meant. */
    record TestName(String type, String method) {}

    /** One row. {@code says} is its last cell. */
    record Row(String id, String level, String says) {
        Answer answer() {
            if (says.startsWith("does not apply: ")) {
                return Answer.DOES_NOT_APPLY;
            }
            return says.startsWith("not yet: ") ? Answer.NOT_YET : Answer.SHOWN;
        }

        List<TestName> tests() {
            List<TestName> names = new ArrayList<>();
            Matcher matcher = TEST.matcher(says);
            while (matcher.find()) {
                names.add(new TestName(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)));
            }
            return names;
        }
    }

    AsvsTable() throws IOException {
        lines = Files.readAllLines(new SourceTree().path("docs/security.md"));
        for (String line : lines) {
            List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() == 6 && cells.get(1).matches("V\\d+\\.\\d+\\.\\d+")) {
                rows.add(new Row(cells.get(1), cells.get(2), cells.get(4)));
            }
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** @return whether the page has this line */
    boolean says(String line) {
        return lines.contains(line);
    }
}
