package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** docs/connections.md tells of everything that opens or takes a connection, and of every setting that says where to. */
public class ConnectionsPageTest {
    private static final String PAGE = "connections.md";
    private static final Pattern OUTGOING = Pattern
            .compile("\\bnew (Socket|DatagramSocket|URL)\\(|\\bHttpClient\\b|HttpURLConnection|\\bSocketChannel\\.open"
                    + "|DatagramChannel\\.open|AsynchronousSocketChannel\\.open|DriverManager|\\bcreateDataSource\\(|\\bsession\\.getTransport\\(|Transport\\.send\\("
                    + "|ManagedChannel\\b|\\.openConnection\\(|\\.openStream\\(|RemoteJWKSet|JWKSourceBuilder|JWKSet\\.load\\(|OIDCProviderMetadata\\.resolve"
                    + "|\\bHTTPRequest\\(|LdapContext|\"SunPKCS11\"");
    private static final Pattern LISTENING = Pattern
            .compile("\\bnew ServerSocket\\(|ServerSocketChannel\\.open|\\b(?:new|extends) ServerConnector\\b|NettyServerBuilder\\.for");
    private static final Pattern NAMES_A_PLACE = Pattern.compile(": (.*[fF]ile|folder|library|socket|fonts|.*[uU]rl|host|.*\\.target)");

    /** What is found by the same words and goes nowhere. */
    private static final Map<String, String> NO_CONNECTIONS = Map.of("Pages.java", "reads a page out of its own bundle",
            "SharedPackages.java",
            "reads manifests on the class path");

    @Test
    public void everythingThatOpensAConnectionHasItsRow() throws IOException {
        Map<String, String> users = users(OUTGOING);
        Set<String> idle = new TreeSet<>(NO_CONNECTIONS.keySet());
        idle.removeAll(users.keySet());
        assertEquals("exempt, and no longer in need of it", Set.of(), idle);
        users.keySet().removeAll(NO_CONNECTIONS.keySet());
        DocTable table = new DocTable(PAGE, "Outgoing");
        table.tellsOf(users);
        table.isFilled(6);
    }

    @Test
    public void everythingThatListensHasItsRow() throws IOException {
        DocTable table = new DocTable(PAGE, "Listening");
        table.tellsOf(users(LISTENING));
        table.isFilled(4);
    }

    @Test
    public void everySettingThatNamesAPlaceHasItsRow() throws IOException {
        Map<String, String> places = new TreeMap<>();
        new CodeSettings().attributes().forEach((name, setting) -> {
            if (setting.type().startsWith("String") && NAMES_A_PLACE.matcher(name).find()) {
                places.put(name, setting.file());
            }
        });
        assertTrue(places.size() > 15);
        DocTable table = new DocTable(PAGE, "What it loads from where");
        table.tellsOf(places);
        table.isFilled(3);
    }

    /** What the rows say that sets a connection or limits its time is a setting, or an option that the code has. */
    @Test
    public void settingsThatRowsNameAreThere() throws IOException {
        Set<String> settings = new TreeSet<>();
        new CodeSettings().attributes().keySet().forEach(name -> {
            settings.add(name.replaceAll(": .*", ""));
            settings.add(name.replaceAll(".*: ", ""));
        });
        String code = String.join("\n", new SourceTree().product().values());
        Set<String> unknown = new TreeSet<>();
        for (String heading : List.of("Outgoing", "Listening")) {
            new DocTable(PAGE, heading).rows().forEach((name, cells) -> {
                for (String cell : cells.subList(heading.equals("Outgoing") ? 2 : 3, cells.size())) {
                    for (String word : DocTable.names(cell)) {
                        boolean known = word.startsWith("--") ? code.contains("\"" + word + "\"")
                                : !word.matches("[.a-z]\\w*[A-Z]\\w*|\\.?[a-z]+(\\.[a-z0-9]+)+") || settings.contains(word);
                        if (!known) {
                            unknown.add(name + ": " + word);
                        }
                    }
                }
            });
        }
        assertEquals("docs/connections.md names settings that no code has", Set.of(), unknown);
    }

    /** The mail server's name is checked, and encryption demanded, as the page says. */
    @Test
    public void theLineToTheMailServerIsAsThePageSays() throws IOException {
        String mail = Files
                .readString(new SourceTree().path("id.plugins.notifiers/email/src/main/java/id/plugins/notifiers/email/SmtpDrop.java"));
        for (String property : List.of("mail.smtp.ssl.checkserveridentity\", \"true\"",
                "mail.smtp.starttls.required\", Boolean.toString(config.startTls())",
                "mail.smtp.connectiontimeout\", wait", "mail.smtp.timeout\", wait", "mail.smtp.writetimeout\", wait")) {
            assertTrue(property, mail.contains(property));
        }
        assertEquals("true", new CodeSettings().attributes().get("id.plugins.notifiers.email: startTls").standard());
    }

    private static Map<String, String> users(Pattern what) throws IOException {
        Map<String, String> users = new TreeMap<>();
        new SourceTree().product().forEach((path, text) -> {
            Matcher matcher = what.matcher(text.replaceAll("(?m)^import .*$", ""));
            if (matcher.find()) {
                users.put(path.replaceAll(".*/", ""), path + " (" + matcher.group() + ")");
            }
        });
        return users;
    }
}
