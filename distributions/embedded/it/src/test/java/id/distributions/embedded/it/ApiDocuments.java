package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the API documents tell of fields, read line by line: they are written in one style, in which indentation says what
 * belongs to what. Shapes are named as in the document, with its name in front: {@code admin: Person}.
 */
final class ApiDocuments {
    private static final Pattern PATH = Pattern.compile("^ {2}(/\\S*):\\s*$");
    private static final Pattern METHOD = Pattern.compile("^ {4}(get|put|post|patch|delete|head|options):\\s*$");
    private static final Pattern SCOPE = Pattern.compile("- BearerAuth: \\[(\\S*)]");
    private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/(\\w+)");
    private static final Pattern SHAPE = Pattern.compile("^ {4}(\\w+):.*");
    private static final Pattern PROPERTIES = Pattern.compile("(^|[\\s{,])properties:\\s*");

    private final Map<String, Operation> operations = new TreeMap<>();
    private final Map<String, Set<String>> shapes = new TreeMap<>();

    /**
     * One operation.
     *
     * @param takes
     *            fields and shapes of the body of a request
     * @param gives
     *            those of good answers
     */
    record Operation(String document, String scope, Set<String> takes, Set<String> gives) {}

    ApiDocuments() throws IOException {
        try (Stream<Path> files = Files.list(new SourceTree().path("id.core/http.console/src/main/resources/web/openapi"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
                read(file.getFileName().toString().replaceAll("(-[\\d.]+)?\\.yaml", ""), Files.readAllLines(file));
            }
        }
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /** @return names of fields by the name of the shape, those of shapes within included */
    Map<String, Set<String>> shapes() {
        return shapes;
    }

    private void read(String document, List<String> lines) {
        String path = "";
        boolean paths = false;
        boolean schemas = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.matches("\\w.*")) {
                paths = line.startsWith("paths:");
                schemas = false;
            } else if (line.matches(" {2}\\w.*") && !paths) {
                schemas = line.startsWith("  schemas:");
            }
            Matcher matcher = PATH.matcher(line);
            if (paths && matcher.matches()) {
                path = matcher.group(1);
            }
            matcher = METHOD.matcher(line);
            if (paths && matcher.matches()) {
                operations.put(matcher.group(1).toUpperCase(Locale.ROOT) + " " + path, operation(document, block(lines, i)));
            }
            matcher = SHAPE.matcher(line);
            if (schemas && matcher.matches()) {
                shapes.put(document + ": " + matcher.group(1), names(document, block(lines, i)));
            }
        }
    }

    private static Operation operation(String document, List<String> block) {
        Set<String> takes = new TreeSet<>();
        Set<String> gives = new TreeSet<>();
        String scope = "";
        for (int i = 0; i < block.size(); i++) {
            String line = block.get(i);
            Matcher matcher = SCOPE.matcher(line);
            if (matcher.find()) {
                scope = matcher.group(1);
            }
            if (line.startsWith("      requestBody:")) {
                takes.addAll(names(document, block(block, i)));
            }
            if (line.matches(" {8}['\"]?2\\d\\d['\"]?:.*")) {
                gives.addAll(names(document, block(block, i)));
            }
        }
        return new Operation(document, scope, takes, gives);
    }

    /** @return the line and those after it that are further in */
    private static List<String> block(List<String> lines, int from) {
        int depth = depth(lines.get(from));
        List<String> block = new ArrayList<>(List.of(lines.get(from)));
        for (String line : lines.subList(from + 1, lines.size())) {
            if (!line.isBlank() && depth(line) <= depth) {
                break;
            }
            block.add(line);
        }
        return block;
    }

    private static Set<String> names(String document, List<String> block) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < block.size(); i++) {
            String line = block.get(i);
            Matcher reference = REFERENCE.matcher(line);
            while (reference.find()) {
                names.add(document + ": " + reference.group(1));
            }
            Matcher properties = PROPERTIES.matcher(line);
            while (properties.find()) {
                if (properties.end() < line.length() && line.charAt(properties.end()) == '{') {
                    names.addAll(keysOfBraces(line, properties.end()));
                } else if (properties.end() == line.length()) {
                    names.addAll(keysBelow(block, i));
                }
            }
        }
        return names;
    }

    /** @return the keys one step further in than the line */
    private static Set<String> keysBelow(List<String> block, int at) {
        Set<String> keys = new TreeSet<>();
        int step = -1;
        for (String line : block(block, at).subList(1, block(block, at).size())) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            step = step < 0 ? depth(line) : step;
            Matcher key = Pattern.compile("^['\"]?([\\w$.-]+)['\"]?:.*").matcher(line.strip());
            if (depth(line) == step && key.matches()) {
                keys.add(key.group(1));
            }
        }
        return keys;
    }

    /** @return the keys of the outer pair of braces */
    private static Set<String> keysOfBraces(String line, int open) {
        Set<String> keys = new TreeSet<>();
        int depth = 0;
        char quote = 0;
        int start = open + 1;
        for (int i = open; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && " [{:,".indexOf(line.charAt(i - 1)) >= 0) {
                quote = c;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    break;
                }
            } else if (c == ':' && depth == 1 && start >= 0) {
                keys.add(line.substring(start, i).strip());
                start = -1;
            } else if (c == ',' && depth == 1) {
                start = i + 1;
            }
        }
        return keys;
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == ' ') {
            depth++;
        }
        return depth;
    }
}
