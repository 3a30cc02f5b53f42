package id.distributions.embedded.it;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the sources declare, by {@code pid: name} as an operator writes them. */
final class CodeSettings {
    private static final Pattern TYPE = Pattern.compile(
            "@ObjectClassDefinition(?:\\(([^)]*)\\))?\\s*(?:public )?@interface \\w+ \\{(.*?)\\n\\s*\\}\\n",
            Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\n\\s+(int|long|double|boolean|String|String\\[\\]) (\\w+)\\(\\)(?:\\s*default (.*?))?;",
            Pattern.DOTALL);
    private static final Pattern MIN = Pattern.compile("min = \"([^\"]*)\"");
    private static final Pattern MAX = Pattern.compile("max = \"([^\"]*)\"");

    private static final Pattern PID = Pattern.compile("String PID = \"([a-z0-9.]+)\"");
    private static final Pattern COMPONENT = Pattern.compile("configurationPid = \\{?\\s*\"([a-z0-9.]+)\"");

    private final Map<String, Attribute> attributes = new TreeMap<>();

    /**
     * One setting.
     *
     * @param standard
     *            what counts where nothing is set, as it stands in the source; empty where it must be set
     * @param about
     *            its annotation
     */
    record Attribute(String type, String standard, String about, String file) {
        boolean isNumber() {
            return type.equals("int") || type.equals("long") || type.equals("double");
        }

        /** @return such as {@code 1 to 100}, empty where the annotation has no range */
        String range() {
            Matcher min = MIN.matcher(about);
            Matcher max = MAX.matcher(about);
            return min.find() && max.find() ? min.group(1) + " to " + max.group(1) : "";
        }
    }

    CodeSettings() throws IOException {
        Map<String, String> sources = new SourceTree().product();
        sources.forEach((path, text) -> {
            Matcher type = TYPE.matcher(text);
            while (type.find()) {
                String pid = pid(sources, path, type.group(1) == null ? "" : type.group(1));
                int from = 0;
                Matcher attribute = ATTRIBUTE.matcher(type.group(2));
                while (attribute.find()) {
                    attributes.put(pid + ": " + name(attribute.group(2)), new Attribute(attribute.group(1),
                            attribute.group(3) == null ? "" : attribute.group(3).replace("_", ""),
                            type.group(2).substring(from, attribute.start()), path));
                    from = attribute.end();
                }
            }
        });
    }

    private static String pid(Map<String, String> sources, String path, String definition) {
        Matcher own = Pattern.compile("\\bid = \"([a-z0-9.]+)\"").matcher(definition);
        if (own.find()) {
            return own.group(1);
        }
        return literal(sources.get(path)).or(() -> designating(sources, path).flatMap(CodeSettings::literal))
                .orElseThrow(() -> new AssertionError(path + " declares settings, and of which pid cannot be read from it"));
    }

    private static Optional<String> literal(String text) {
        for (Pattern pattern : List.of(PID, COMPONENT)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    /** Settings may stand in a file beside the component that takes them. */
    private static Optional<String> designating(Map<String, String> sources, String path) {
        String name = path.replaceAll(".*/(\\w+)\\.java", "$1");
        return sources.values().stream().filter(text -> text.contains("@Designate(ocd = " + name + ".class")).findFirst();
    }

    /** As the specification of components maps names of methods: {@code _password} is {@code .password}, {@code a_b} is {@code a.b}. */
    private static String name(String method) {
        return method.replace('_', '.');
    }

    Map<String, Attribute> attributes() {
        return attributes;
    }
}
