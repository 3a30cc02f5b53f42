package id.core.http.console;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.access.Approvals;
import id.api.access.OwnAccount;
import id.api.access.ResetProof;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

/** docs/authentication.md tells of every way in and of no other, and of settings as they are. */
public class AuthenticationPageTest {
    private static final Pattern WAY = Pattern.compile("(?m)^\\| `([A-Z]+ /\\S+)` \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Map<String, String> OPEN = Map.of("POST /staff/v1/login", "password and a code",
            "POST /staff/v1/first-login", "initial password and a code", "POST /staff/v1/authenticator", "begins no session",
            "POST /oauth/token", "signed by the client's own key", "POST /staff/v1/finger-login", "a finger and a code",
            "GET /staff/v1/provider/callback", "signed by the provider");

    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/authentication.md"));
    }

    private static String section(String title) throws IOException {
        String page = page();
        int start = page.indexOf("\n## " + title + "\n");
        assertTrue(title, start > 0);
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private static Object setting(String component, String name) throws ReflectiveOperationException {
        Method method = Class.forName(component + "$Config").getMethod(name);
        return method.getDefaultValue();
    }

    private static void row(String section, String value, String pid, String name) {
        assertTrue(pid + " " + name + " is " + value, Pattern.compile("(?m)^\\|[^|]+\\| [^|]*\\b" + value
                + "\\b[^|]*\\| `" + Pattern.quote(pid) + "`: `" + name + "`[^|]*\\|$").matcher(section).find());
    }

    @Test
    public void everyWayInStandsThereAndNoOther() throws Exception {
        Set<String> told = new TreeSet<>();
        Matcher ways = WAY.matcher(section("Ways in"));
        while (ways.find()) {
            told.add(ways.group(1));
            String shown = OPEN.getOrDefault(ways.group(1), "nothing");
            assertTrue(ways.group(), ways.group(3).contains(shown));
        }
        assertEquals(Endpoint.all().stream().filter(Endpoint::open).map(Endpoint::operation)
                .collect(Collectors.toCollection(TreeSet::new)), told);
    }

    @Test
    public void whatOpensTheOwnAccountIsInNoRole() throws Exception {
        assertTrue(section("Ways in").contains("`" + OwnAccount.SCOPE + "`"));
        Method roles = Class.forName("id.core.partner.Scopes").getDeclaredMethod("roles");
        roles.setAccessible(true);
        assertFalse(((Map<?, ?>) roles.invoke(null)).values().stream()
                .anyMatch(scopes -> ((Set<?>) scopes).contains(OwnAccount.SCOPE)));
        assertEquals(6, Endpoint.all().stream().filter(endpoint -> endpoint.scope().equals(OwnAccount.SCOPE)).count());
    }

    @Test
    public void defenceAgainstGuessingIsToldAsItIs() throws Exception {
        String guessing = section("Guessing");
        for (String[] each : List.of(new String[]{ "access.StoredSessions", "access.sessions", "tries" },
                new String[]{ "access.StoredSessions", "access.sessions", "lockMinutes" },
                new String[]{ "verification.OneTimeCodeFactor", "verification.otp", "wrongTries" },
                new String[]{ "verification.FingerFactor", "verification.finger", "wrongTries" },
                new String[]{ "verification.TryLocks", "verification.locks", "lockMinutes" },
                new String[]{ "verification.GuessLimit", "verification.guesses", "triesPerIdentifier" },
                new String[]{ "verification.GuessLimit", "verification.guesses", "identifiersPerHour" },
                new String[]{ "http.gate.RateLimits", "http.gate.limits", "loginCallsPerMinute" })) {
            row(guessing, setting("id.core." + each[0], each[2]).toString(), "id.core." + each[1], each[2]);
        }
    }

    @Test
    public void forbiddenWordsAndLengthsOfPasswordsAreToldAsTheyAre() throws Exception {
        String passwords = section("Passwords");
        Class<?> rules = Class.forName("id.core.access.PasswordRules");
        for (Object word : (Set<?>) constant(rules, "ALWAYS_FORBIDDEN")) {
            assertTrue(word.toString(), passwords.contains("`" + word + "`"));
        }
        assertTrue(passwords.contains("has " + setting(rules.getName(), "shortestPassword") + " to " + constant(rules, "LONGEST")
                + " characters"));
        for (String name : List.of("forbiddenWords", "refusedFile", "shortestPassword")) {
            setting(rules.getName(), name);
            assertTrue(name, passwords.contains("`" + name + "`"));
        }
    }

    private static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    @Test
    public void endsOfSessionsAndTheirNumberAreToldAsTheyAre() throws Exception {
        String sessions = section("Sessions");
        for (String name : List.of("idleMinutes", "sessionHours")) {
            row(sessions, setting("id.core.access.StoredSessions", name).toString(), "id.core.access.sessions", name);
        }
        row(sessions, setting("id.core.partner.JwtAccessTokens", "lifetimeSeconds").toString(), "id.core.partner.tokens",
                "lifetimeSeconds");
        assertTrue(sessions.contains("| sessions of one account at a time | any number | none |"));
    }

    @Test
    public void proofsOfIdentityStandThere() throws Exception {
        String lost = section("Forgotten, lost, changed");
        for (ResetProof proof : ResetProof.values()) {
            assertTrue(proof.name(), lost.contains("`" + proof + "`"));
        }
        assertTrue(lost.contains("`" + Approvals.STAFF_RESET + "`"));
        assertEquals("as it does by default", List.of(Approvals.STAFF_RESET),
                List.of((String[]) setting("id.core.access.StoredApprovals", "fourEyes")));
    }
}
