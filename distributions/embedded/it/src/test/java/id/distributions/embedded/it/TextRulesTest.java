package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.Test;

/** Regular expressions, format strings and scripts of the product are made of nothing that comes from outside. */
public class TextRulesTest {
    private static final Pattern EXPRESSION = Pattern.compile("\\bPattern\\.compile\\(|\\.(?:replaceAll|replaceFirst|matches|split)\\(");
    private static final Pattern FORMAT = Pattern.compile("\\bString\\.format\\(|\\.printf\\(");
    private static final Pattern FORMATTED = Pattern.compile("(\\S+)\\s*\\.formatted\\(");
    private static final Pattern LITERAL = Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)'",
            Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("(?:[A-Z]\\w*\\.)*[A-Z][A-Z0-9_]*(?:\\.pattern\\(\\))?|File\\.pathSeparator");
    private static final Pattern UNSAFE_SCRIPT = Pattern.compile(
            "\\[[^\\]\"'\\d]*\\]\\s*(?:=(?!=)|\\+=)|__proto__|\\.prototype\\b|Object\\.(?:assign|setPrototypeOf|defineProperty)"
                    + "|\\bReflect\\.set|\\beval\\(|new Function|\\.innerHTML|\\.outerHTML|insertAdjacentHTML|document\\.write");

    /** Where the words of the pattern mean something else, or the parts are quoted one by one. */
    private static final Map<String, String> OTHERWISE = Map.of("DeclaredKinds.java", "a path in a jar: each part of it is quoted",
            "StoredSessions.java", "compares a password with its hash", "PluginWhiteboard.java", "asks a filter of OSGi",
            "VaultSafety.java",
            "asks a filter of OSGi", "CeremonyCommand.java", "splits a secret into shares", "WorkerJars.java",
            "joins constants of its own");

    private static Map<String, String> sources;

    @BeforeClass
    public static void read() throws IOException {
        sources = new SourceTree().product();
    }

    @Test
    public void regularExpressionsAreConstantsOrQuoteWhatTheyAreMadeOf() {
        Set<String> wrong = new TreeSet<>();
        Set<String> idle = new TreeSet<>(OTHERWISE.keySet());
        sources.forEach((path, text) -> {
            Matcher matcher = EXPRESSION.matcher(text);
            while (matcher.find()) {
                String argument = argument(text, matcher.end());
                if (isSafe(argument) || argument.isEmpty() || argument.contains("->")) {
                    continue;
                }
                String name = path.replaceAll(".*/", "");
                if (OTHERWISE.containsKey(name)) {
                    idle.remove(name);
                } else {
                    wrong.add(path + ": " + matcher.group() + argument + ")");
                }
            }
        });
        assertEquals("put what comes from elsewhere into Pattern.quote", Set.of(), wrong);
        assertEquals("exempt, and no longer in need of it", Set.of(), idle);
    }

    /** The one pattern that is put together of parts does quote them. */
    @Test
    public void thePartsOfAPathAreQuoted() {
        String declared = sources.get("id.core/plugins/src/main/java/id/core/plugins/gate/DeclaredKinds.java");
        String made = declared.substring(declared.indexOf("StringBuilder last"), declared.indexOf("Pattern.compile(last"));
        assertTrue(made, made.contains("Pattern.quote("));
        String rest = made.replaceAll("Pattern\\.quote\\((folder|parts\\[i\\])\\)", "QUOTED").replace("i == 0 ? \"\" : \"[^/]*\"",
                "CONSTANT");
        Matcher parts = Pattern.compile("(?:\\.append|new StringBuilder)\\(").matcher(rest);
        int found = 0;
        while (parts.find()) {
            found++;
            assertTrue(made, isSafe(argument(rest, parts.end())));
        }
        assertEquals(3, found);
    }

    @Test
    public void formatStringsAreConstants() {
        Set<String> wrong = new TreeSet<>();
        sources.forEach((path, text) -> {
            Matcher format = FORMAT.matcher(text);
            while (format.find()) {
                String first = argument(text, format.end());
                if (first.matches("(java\\.util\\.)?Locale\\.\\w+(\\(\\))?")) {
                    first = argument(text, text.indexOf(',', format.end()) + 1);
                }
                if (!isSafe(first)) {
                    wrong.add(path + ": " + format.group() + first);
                }
            }
            Matcher formatted = FORMATTED.matcher(text);
            while (formatted.find()) {
                String receiver = formatted.group(1).replaceFirst("^.*[(,=?:+ ](?=[A-Z_]+$)", "");
                if (!receiver.endsWith("\"") && !receiver.endsWith("\")") && !CONSTANT.matcher(receiver).matches()) {
                    wrong.add(path + ": " + formatted.group());
                }
            }
        });
        assertEquals("a format string is a constant: give what varies as an argument", Set.of(), wrong);
    }

    @Test
    public void scriptsOfPagesAssignNothingByANameThatTheyWereGiven() throws IOException {
        List<Path> scripts = scripts();
        assertFalse(scripts.isEmpty());
        Set<String> wrong = new TreeSet<>();
        for (Path script : scripts) {
            Matcher unsafe = UNSAFE_SCRIPT.matcher(Files.readString(script));
            while (unsafe.find()) {
                wrong.add(script.getFileName() + ": " + unsafe.group());
            }
        }
        assertEquals("use a Map, or textContent", Set.of(), wrong);
    }

    @Test
    public void theRulesFindWhatTheyAreAfter() {
        assertFalse(isSafe("name + \"-[0-9]\""));
        assertTrue(isSafe("Pattern.quote(name(of, it)) + \"-[0-9]\" + DIGITS"));
        assertTrue(UNSAFE_SCRIPT.matcher("target[key] = value").find());
        assertFalse(UNSAFE_SCRIPT.matcher("if (list[i] === 1) { row['a'] = 2; }").find());
        assertEquals("a(b, \")\")", argument("x(a(b, \")\"), c)", 2));
    }

    private static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(new SourceTree().path("id.core"))) {
            files.filter(file -> file.toString().endsWith(".js") && file.toString().replace('\\', '/').contains("/src/main/"))
                    .forEach(scripts::add);
        }
        return scripts;
    }

    /** Nothing but literals, constants and what is quoted, put together. */
    private static boolean isSafe(String expression) {
        String rest = LITERAL.matcher(expression).replaceAll("L");
        for (int quote = rest.indexOf("Pattern.quote("); quote >= 0; quote = rest.indexOf("Pattern.quote(")) {
            int from = quote + "Pattern.quote(".length();
            int to = from + argument(rest, from).length() + 1;
            rest = rest.substring(0, quote) + "L" + rest.substring(Math.min(to, rest.length()));
        }
        for (String part : rest.split("\\+")) {
            if (!CONSTANT.matcher(part.strip()).matches()) {
                return false;
            }
        }
        return true;
    }

    /** @return the first argument of the call whose parenthesis is before that place */
    private static String argument(String text, int from) {
        int depth = 0;
        int at = from;
        Matcher literal = LITERAL.matcher(text);
        while (at < text.length()) {
            char c = text.charAt(at);
            if ((c == '"' || c == '\'') && literal.find(at) && literal.start() == at) {
                at = literal.end();
                continue;
            }
            if (c == ')' && depth == 0 || c == ',' && depth == 0) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return text.substring(from, at).strip();
    }
}
