package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.distributions.embedded.it.CodeSettings.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** docs/limits.md tells of every number that can be set and every limit that the code holds, as they are. */
public class LimitsPageTest {
    private static final String PAGE = "limits.md";
    private static final String SETTINGS = "Numbers that can be set";
    private static final String CONSTANTS = "Numbers that the code holds";
    private static final Pattern LIMIT = Pattern.compile("static final (?:int|long|Duration) "
            + "((?:[A-Z]+_)*(?:MAX|MOST|LARGEST|LONGEST|LIFETIME|SKEW|LIMIT)(?:_[A-Z]+)*|SEND_WINDOW) = ([^;]+);");
    private static final Pattern DURATION = Pattern.compile("Duration\\.of(Days|Hours|Minutes|Seconds)\\((\\d+)\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
    /** Numbers that choose one of several and limit nothing. */
    private static final Set<String> CHOICES = Set.of("id.plugins.keys.pkcs11: slot", "id.plugins.notifiers.email: port",
            "id.plugins.scanners.clamav: port");

    @Test
    public void everyNumberThatCanBeSetHasItsRow() throws IOException {
        Map<String, String> numbers = new TreeMap<>();
        new CodeSettings().attributes().forEach((name, setting) -> {
            if (setting.isNumber() && !CHOICES.contains(name)) {
                numbers.put(name, setting.file());
            }
        });
        assertTrue("settings are found: " + numbers.size(), numbers.size() > 100);
        DocTable table = new DocTable(PAGE, SETTINGS);
        table.tellsOf(numbers);
        table.isFilled(5);
    }

    @Test
    public void defaultsAndRangesAreThoseOfTheCode() throws IOException {
        Map<String, Attribute> settings = new CodeSettings().attributes();
        Set<String> wrong = new TreeSet<>();
        new DocTable(PAGE, SETTINGS).rows().forEach((name, cells) -> {
            Attribute setting = settings.get(name);
            if (setting == null) {
                return; // told by the other test
            }
            if (!setting.standard().equals(cells.get(1))) {
                wrong.add(name + ": the default is " + setting.standard() + ", the page says " + cells.get(1));
            }
            if (!rangeFits(setting, cells.get(2))) {
                wrong.add(name + ": the page says " + cells.get(2) + ", the annotation \"" + setting.about().strip() + '"');
            }
        });
        assertEquals("docs/limits.md, " + SETTINGS, Set.of(), wrong);
    }

    /** Every number of the range stands in what the annotation tells people. */
    private static boolean rangeFits(Attribute setting, String range) {
        String told = setting.about().replaceAll("(\\d),(\\d{3})", "$1$2").replaceAll("(\\d),(\\d{3})", "$1$2");
        Matcher numbers = Pattern.compile("\\d[\\d.]*").matcher(range);
        boolean found = false;
        while (numbers.find()) {
            found = true;
            if (!Pattern.compile("(?<![\\d.])" + Pattern.quote(numbers.group()) + "(?![\\d])").matcher(told).find()) {
                return false;
            }
        }
        return found && (setting.range().isEmpty() || setting.range().equals(range));
    }

    @Test
    public void everyLimitThatTheCodeHoldsHasItsRow() throws IOException {
        Map<String, String> limits = new TreeMap<>();
        constants().forEach((name, constant) -> limits.put(name, constant.file));
        assertTrue("limits are found: " + limits.size(), limits.size() > 80);
        DocTable table = new DocTable(PAGE, CONSTANTS);
        table.tellsOf(limits);
        table.isFilled(4);
    }

    @Test
    public void limitsThatTheCodeHoldsAreAsThePageSays() throws IOException {
        Map<String, Constant> constants = constants();
        Set<String> wrong = new TreeSet<>();
        new DocTable(PAGE, CONSTANTS).rows().forEach((name, cells) -> {
            if (!constants.containsKey(name)) {
                return; // told by the other test
            }
            String value = constants.get(name).value;
            Matcher duration = DURATION.matcher(value);
            boolean right = duration.matches() ? (cells.get(1) + "s").startsWith(duration.group(2) + " " + duration.group(1).toLowerCase())
                    : !value.matches("[\\d_L *<]+") || number(value) == size(cells.get(1));
            if (!right) {
                wrong.add(name + " is " + value + ", the page says " + cells.get(1));
            }
        });
        assertEquals("docs/limits.md, " + CONSTANTS, Set.of(), wrong);
    }

    @Test
    public void everyFormatOfSamplesIsTold() throws IOException {
        String source = new SourceTree().product().get("id.api/src/main/java/id/api/biometric/SampleFormat.java");
        Matcher body = Pattern.compile("enum SampleFormat \\{(.*?);", Pattern.DOTALL).matcher(source);
        assertTrue(body.find());
        Set<String> formats = new TreeSet<>();
        for (String part : body.group(1).replaceAll("(?s)/\\*.*?\\*/", "").split(",")) {
            formats.add(part.strip());
        }
        assertEquals("docs/limits.md, Files that are taken: the formats of samples", formats, types("samples"));
    }

    @Test
    public void everyTypeOfDocumentThatIsLookedAtIsTold() throws IOException {
        String source = new SourceTree().product().get("id.core/enrollment/src/main/java/id/core/enrollment/DocumentForm.java");
        String marks = source.substring(source.indexOf(" MARKS ="), source.indexOf(";\n", source.indexOf(" MARKS =")));
        Set<String> types = new TreeSet<>();
        Pattern.compile("\"((?:application|image)/[a-z0-9+.-]+)\"").matcher(marks).results().forEach(type -> types.add(type.group(1)));
        assertTrue(types.size() > 3);
        assertEquals("docs/limits.md, Files that are taken: the types of documents", types, types("documents"));
    }

    /** @return what the row of these files names in its second cell */
    private static Set<String> types(String files) throws IOException {
        String row = Files.readAllLines(new SourceTree().path("docs/" + PAGE)).stream().filter(line -> line.startsWith("| " + files + " |"))
                .findFirst().orElseThrow(() -> new AssertionError("docs/limits.md, Files that are taken, has no row of " + files));
        return new TreeSet<>(DocTable.names(row.split("\\|")[2]));
    }

    /** What is named in the tables that people read first is a setting, a constant of the page, or a role or scope. */
    @Test
    public void whatTheFirstTablesNameIsThere() throws IOException {
        Set<String> known = new TreeSet<>(constants().keySet());
        new CodeSettings().attributes().keySet().forEach(name -> known.add(name.replaceAll(".*: ", "")));
        known.addAll(List.of("printer", "admin.audit.read", "if", "then"));
        String code = String.join("\n", new SourceTree().product().values());
        Set<String> unknown = new TreeSet<>();
        for (String line : Files.readAllLines(new SourceTree().path("docs/" + PAGE))) {
            if (line.equals("## " + SETTINGS)) {
                break;
            }
            for (String name : line.startsWith("| samples |") ? List.<String>of() : DocTable.names(line)) {
                if (!known.contains(name) && !(name.matches("[A-Z_]{4,}") && code.contains(name))
                        && !name.matches("\\w+Test(#\\w+)?|(application|image)/\\w+")) {
                    unknown.add(name);
                }
            }
        }
        assertEquals("docs/limits.md names what no code has", Set.of(), unknown);
    }

    @Test
    public void testsThatRulesNameAreThere() throws IOException {
        Map<String, String> tests = new TreeMap<>();
        for (Path file : new SourceTree().java("src/test/java")) {
            tests.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
        }
        Set<String> missing = new TreeSet<>();
        Matcher names = TEST.matcher(Files.readString(new SourceTree().path("docs/" + PAGE)));
        int found = 0;
        while (names.find()) {
            found++;
            if (!tests.getOrDefault(names.group(1), "").contains("public void " + names.group(2) + "(")) {
                missing.add(names.group(1) + "#" + names.group(2));
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(found > 10);
    }

    private record Constant(String value, String file) {}

    /** @return the limits by {@code Class.NAME}; two classes of one name hold the same */
    private static Map<String, Constant> constants() throws IOException {
        Map<String, Constant> constants = new TreeMap<>();
        new SourceTree().product().forEach((path, text) -> {
            Matcher limit = LIMIT.matcher(text);
            while (!path.startsWith("id.core/cli/") && limit.find()) {
                String name = path.replaceAll(".*/(\\w+)\\.java", "$1") + "." + limit.group(1);
                Constant before = constants.put(name, new Constant(limit.group(2), path));
                assertTrue("two limits are called " + name + " and differ: rename one",
                        before == null || before.value.equals(limit.group(2)));
            }
        });
        return constants;
    }

    private static long number(String expression) {
        long value = 1;
        for (String factor : expression.replaceAll("[_L]", "").split("\\*")) {
            String[] shifted = factor.strip().split("<<");
            value *= shifted.length == 1 ? Long.parseLong(shifted[0].strip())
                    : Long.parseLong(shifted[0].strip()) << Integer.parseInt(shifted[1].strip());
        }
        return value;
    }

    private static long size(String text) {
        String[] parts = text.split(" ");
        long number = parts[0].matches("\\d+") ? Long.parseLong(parts[0]) : -1;
        return switch (parts.length == 1 ? "" : parts[1]) {
            case "" -> number;
            case "KiB" -> number << 10;
            case "MiB" -> number << 20;
            default -> -1;
        };
    }
}
