package id.core.http.console;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

/** The pages of people: what they ask for and how, and the way out. */
public class AccountPagesTest {
    private static final List<String> PAGES = List.of("login", "account");
    private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)(?:=\"([^\"]*)\")?");
    private static final Pattern ENDPOINT = Pattern.compile("call\\(\"([A-Z]+)\", \"([a-z/-]+)\"");

    private static String read(String file) throws IOException {
        try (InputStream in = AccountPagesTest.class.getResourceAsStream("/web/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String scripts() throws IOException {
        return read("assets/session.js") + read("assets/login.js") + read("assets/account.js");
    }

    private static List<String> fields(String page, String words) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher inputs = INPUT.matcher(read(page + ".html"));
        while (inputs.find()) {
            if (inputs.group(1).matches(".*name=\"(" + words + ")\".*")) {
                found.add(inputs.group(1));
            }
        }
        return found;
    }

    @Test
    public void fieldsOfPasswordsMaskWhatIsTyped() throws IOException {
        for (String page : PAGES) {
            List<String> fields = fields(page, "\\w*[pP]assword|repeated");
            assertTrue(page, fields.size() >= 4);
            for (String field : fields) {
                assertTrue(field, field.contains("type=\"password\""));
            }
        }
    }

    @Test
    public void passwordsMayBePastedAndManagersFillThem() throws IOException {
        for (String page : PAGES) {
            for (String field : fields(page, "\\w*[pP]assword|repeated")) {
                String manager = field.contains("name=\"password\"") ? "current-password"
                        : field.contains("name=\"initialPassword\"") ? "off" : "new-password";
                assertTrue(field, field.contains("autocomplete=\"" + manager + "\""));
                Matcher attributes = ATTRIBUTE.matcher(field);
                Set<String> names = new TreeSet<>();
                while (attributes.find()) {
                    names.add(attributes.group(1));
                }
                assertFalse("nothing keeps a long or pasted one out: " + field,
                        names.contains("maxlength") || names.contains("pattern") || names.contains("onpaste"));
            }
            assertFalse(fields(page, "code").stream().anyMatch(field -> !field.contains("one-time-code")));
        }
        assertFalse("no script looks at pasting or keys", scripts().matches("(?s).*(paste|keydown|keypress|keyup|\"input\").*"));
    }

    @Test
    public void whatIsTypedIsSentAsItIs() throws IOException {
        assertFalse(scripts().matches("(?s).*\\.(trim\\w*|toLowerCase|toUpperCase|slice|substr\\w*|normalize)\\(.*"));
    }

    @Test
    public void everyPageThatNeedsASessionOffersTheLogout() throws IOException {
        String account = read("account.html");
        assertTrue(account, account.contains("<button type=\"button\" id=\"logout\">Log out</button>"));
        assertTrue("in the head, always in sight", account.indexOf("id=\"logout\"") < account.indexOf("</header>"));
        assertFalse("no page hides it", account.matches("(?s).*id=\"logout\"[^>]*hidden.*"));
        assertTrue(read("assets/session.js").contains("logout.addEventListener(\"click\", logOut)"));
        for (String page : List.of("start", "docs")) {
            assertFalse(page + " needs no session", read(page + ".html").contains("session.js"));
        }
    }

    @Test
    public void theLogoutClearsThePageBeforeItAsksTheServer() throws IOException {
        String script = read("assets/session.js");
        String out = script.substring(script.indexOf("async function logOut()"));
        assertTrue(out.indexOf("clearPage();") < out.indexOf("await call(\"POST\", \"logout\")"));
        assertTrue("and goes on without an answer", out.matches("(?s).*catch \\(\\w+\\) \\{\\s+//[^\n]*\n\\s+}\\s+location.replace.*"));
        assertTrue("a page that the browser kept is cleared", script.contains("event.persisted"));
        assertFalse("nothing is kept in the browser",
                scripts().matches("(?s).*(localStorage|sessionStorage|indexedDB|caches\\.|document\\.cookie).*"));
        assertTrue("the end of the session as well", read("assets/account.js").contains("setTimeout(over"));
    }

    @Test
    public void pagesHoldNoInlineScriptAndNothingOfAPerson() throws IOException {
        for (String page : PAGES) {
            assertFalse(page, read(page + ".html").matches("(?s).*(<script>|\\son\\w+=|style=|https?://|\\$\\{).*"));
        }
        assertFalse(scripts().matches("(?s).*(innerHTML|outerHTML|document\\.write|eval\\(|insertAdjacentHTML).*"));
    }

    @Test
    public void nothingThatIsReadBeginsASession() throws Exception {
        Set<String> reading = Endpoint.all().stream().map(Endpoint::operation)
                .filter(operation -> operation.matches("(GET|HEAD|OPTIONS) /staff/.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals("a page of somebody else can have a browser send these: the log-in at a provider refuses it by itself",
                new TreeSet<>(Set.of("GET /staff/v1/account/sessions", "GET /staff/v1/provider/login",
                        "GET /staff/v1/provider/callback")),
                reading);
        String login = read("assets/login.js");
        assertEquals("each call stands in what is done when a person sends a form or presses a button",
                List.of("login", "first-login", "authenticator"),
                ENDPOINT.matcher(login).results().map(found -> found.group(2)).toList());
        assertTrue(login.indexOf("onSend(\"login\"") < login.indexOf("call("));
        assertFalse("and none at the outermost", login.matches("(?sm).*^(await )?call\\(.*"));
    }

    @Test
    public void everyAddressThatAPageCallsIsThere() throws Exception {
        Set<String> there = Endpoint.all().stream().map(Endpoint::operation).collect(Collectors.toSet());
        ENDPOINT.matcher(scripts()).results().forEach(found -> {
            String path = found.group(2).endsWith("/") ? found.group(2) + "{id}" : found.group(2);
            assertTrue(found.group(), there.contains(found.group(1) + " /staff/v1/" + path));
        });
    }
}
