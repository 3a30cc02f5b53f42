package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** docs/logs.md tells of every entry that the code writes into the audit trail, and of every place that logs go to. */
public class LogsPageTest {
    private static final Pattern NAME = Pattern.compile("\"([a-z]+\\.[a-z]+(?:-[a-z]+)*-?)\"");
    private static final Pattern WRITES_ENTRIES = Pattern.compile("\\bAuditEntry\\b|\\bAuditTrail\\b|\\bClientId by\\b");
    private static final Pattern PLUGIN_DONE = Pattern.compile("log\\.done\\(\"([a-z]+)\"");
    private static final Pattern ACTS = Pattern.compile("enum Act \\{(.*?)\\n    \\}", Pattern.DOTALL);

    /** What looks like the name of an event in the files that write entries, and is none. */
    private static final Set<String> NO_EVENTS = Set.of("idem.port", "idem.home", "idem.mode", "idem.conf", "idem.distribution",
            "idem.gate", "osgi.service", "card.pdf");

    @Test
    public void everyAuditEventHasItsRow() throws IOException {
        Map<String, String> events = events();
        assertTrue("events are found: " + events.size(), events.size() > 30);
        DocTable table = new DocTable("logs.md", "Audit events");
        table.tellsOf(events);
        table.isFilled(5);
    }

    @Test
    public void detailsThatAreToldAreWritten() throws IOException {
        Map<String, String> events = events();
        Map<String, String> sources = new SourceTree().product();
        Set<String> wrong = new TreeSet<>();
        new DocTable("logs.md", "Audit events").rows().forEach((event, cells) -> {
            // One that is not in the code is told by the other test.
            String module = events.getOrDefault(event, "id.core").replaceAll("/src/.*", "");
            String text = String.join("\n", sources.entrySet().stream().filter(source -> source.getKey().startsWith(module + "/"))
                    .map(Map.Entry::getValue).toList());
            for (int cell : List.of(2, 4)) {
                for (String name : DocTable.names(cells.get(cell))) {
                    if (!Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find()) {
                        wrong.add(event + ": " + name + " is not written in " + module);
                    }
                }
            }
        });
        assertEquals("docs/logs.md, Audit events", Set.of(), wrong);
    }

    @Test
    public void logsGoWhereThePageSays() throws IOException {
        DocTable table = new DocTable("logs.md", "Where it goes");
        String logback = Files.readString(new SourceTree().path("distributions/embedded/src/dist/conf/logback.xml"));
        Set<String> appenders = new TreeSet<>();
        Matcher matcher = Pattern.compile("<appender name=\"(\\w+)\"").matcher(logback);
        while (matcher.find()) {
            appenders.add(matcher.group(1));
        }
        Set<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(new SourceTree().path("docs/logs.md"))) {
            Matcher names = Pattern.compile("`([A-Z]+)` in `conf/logback.xml`").matcher(line);
            while (names.find()) {
                told.add(names.group(1));
            }
        }
        assertEquals("appenders of conf/logback.xml, and those that docs/logs.md names under \"Where it goes\"", appenders, told);
        List<String> file = table.rows().get("logs/idem.log");
        assertTrue(logback.contains("<file>${idem.home}/logs/idem.log</file>"));
        assertEquals("docs/logs.md, Where it goes: the period of logs/idem.log",
                "%s days, at most %s, whichever comes first; packed at %s".formatted(value(logback, "maxHistory"),
                        value(logback, "totalSizeCap").replace("MB", " MB"), value(logback, "maxFileSize").replace("MB", " MB")),
                file.get(3));
    }

    private static Map<String, String> events() throws IOException {
        Map<String, String> events = new TreeMap<>();
        for (Map.Entry<String, String> source : new SourceTree().product().entrySet()) {
            String text = source.getValue();
            if (!source.getKey().startsWith("id.core/") || !WRITES_ENTRIES.matcher(text).find()) {
                continue;
            }
            Matcher names = NAME.matcher(text);
            while (names.find()) {
                String name = names.group(1);
                if (name.endsWith("-")) {
                    acts(text).forEach(act -> events.put(name + act, source.getKey()));
                } else if (!NO_EVENTS.contains(name) && !standsInAScope(text, names)) {
                    events.put(name, source.getKey());
                }
            }
            Matcher done = PLUGIN_DONE.matcher(text);
            while (done.find()) {
                events.put("plugin." + done.group(1), source.getKey());
            }
        }
        return events;
    }

    /** The rest of the names that are put together from the constants of an enum in the same file. */
    private static List<String> acts(String source) {
        Matcher body = ACTS.matcher(source);
        assertTrue("a name of an event is put together of something else than an enum Act", body.find());
        return Pattern.compile("\\b[A-Z]{3,}\\b").matcher(body.group(1).replaceAll("/\\*.*?\\*/", "")).results()
                .map(found -> found.group().toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean standsInAScope(String source, Matcher at) {
        return source.substring(source.lastIndexOf('\n', at.start()), at.start()).contains("Scope");
    }

    private static String value(String xml, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">([^<]+)</" + element + ">").matcher(xml);
        assertTrue(element, matcher.find());
        return matcher.group(1);
    }
}
