package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.access.AccessError;
import id.api.error.GeneralError;
import id.api.value.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PasswordRulesTest {
    private static final Secret OLD = secret("the one until now");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private PasswordRules rules(Map<String, Object> settings) {
        return new PasswordRules(World.settings(PasswordRules.Config.class, settings),
                key -> key.equals("idem.home") ? folder.getRoot().toString() : null);
    }

    private static Secret secret(String text) {
        return Secret.of(text.toCharArray());
    }

    private static void taken(PasswordRules rules, String password) {
        rules.check(secret(password), OLD, "maria", "Maria Mustermann");
    }

    private static void refused(PasswordRules rules, String password) {
        World.refused(AccessError.PASSWORD_WEAK, () -> taken(rules, password));
    }

    private static List<String> bundled() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PasswordRules.class.getResourceAsStream("refused-passwords.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("# ")).toList();
        }
    }

    @Test
    public void theCommonestPasswordsOfThisLengthAreRefused() throws IOException {
        PasswordRules rules = rules(Map.of());
        List<String> commonest = bundled();
        assertTrue("3000 at least that the rules would let pass: " + commonest.size(),
                commonest.stream().filter(one -> one.length() >= 12).count() >= 3000);
        for (String password : commonest.subList(0, 3000)) {
            refused(rules, password);
        }
        refused(rules, "qwertyuiop123");
        refused(rules, "1qaz2wsx3edc");
    }

    @Test
    public void whatWasSeenInBreachesIsRefusedWhateverItsCase() throws IOException {
        PasswordRules rules = rules(Map.of());
        List<String> breached = bundled();
        assertEquals(breached.size(), rules.refusedCount());
        for (String password : breached) {
            refused(rules, password);
        }
        refused(rules, breached.getFirst().toUpperCase(Locale.ROOT));
        taken(rules, breached.getFirst() + " and a boat");
    }

    @Test
    public void anOperatorAddsAListOfTheirOwn() throws IOException {
        Files.writeString(folder.newFile("breached.txt").toPath(), "# a remark\nSummer in Atlantis\n");
        taken(rules(Map.of()), "summer in atlantis");
        PasswordRules rules = rules(Map.of("refusedFile", "breached.txt"));
        refused(rules, "summer in atlantis");
        refused(rules, "1qaz2wsx3edc");
        World.refused(GeneralError.INVALID_VALUE, () -> rules(Map.of("refusedFile", "not-there.txt")));
    }

    @Test
    public void wordsOfTheContextAreRefused() {
        PasswordRules rules = rules(Map.of("forbiddenWords", new String[]{ "Atlantis", "civil registry" }));
        for (String password : List.of("i love ATLANTIS so", "my civil registry!", "Idem is my system", "ask mustermann now",
                "ask maria for it")) {
            refused(rules, password);
        }
        taken(rules, "correct horse battery");
        World.refused(GeneralError.INVALID_VALUE, () -> rules(Map.of("forbiddenWords", new String[]{ "ab" })));
    }

    @Test
    public void anyCharactersDoAndNoneAreAskedFor() {
        PasswordRules rules = rules(Map.of());
        for (String password : List.of("lettersonlyhere", "84019275630416", "        a b c d", "<script>'\"&;--\\", "пароль из слов",
                "密码是一句很长的话没有人会猜到", "\uD83D\uDC0E\uD83D\uDD0B\uD83D\uDCCE\uD83D\uDC1F\uD83C\uDF33 and words", "tab\tand\nline\r\u0000")) {
            taken(rules, password);
        }
    }

    @Test
    public void lengthIsCountedInCharactersAndLongOnesAreTaken() {
        PasswordRules rules = rules(Map.of());
        String words = "several words that do not belong together and go on for long, ";
        taken(rules, words.repeat(2).substring(0, 64));
        taken(rules, words.repeat(3).substring(0, 128));
        refused(rules, words.repeat(3).substring(0, 129));
        refused(rules, "eleven char");
        // Twelve units of UTF-16, and six characters.
        refused(rules, "\uD83D\uDC0E\uD83D\uDD0B\uD83D\uDCCE\uD83D\uDC1F\uD83C\uDF33\uD83D\uDC0F");
        taken(rules, "twelve chars");
        refused(rules(Map.of("shortestPassword", 15)), "twelve chars");
        World.refused(GeneralError.INVALID_VALUE, () -> rules(Map.of("shortestPassword", 8)));
    }

    @Test
    public void theOldOneAndFewDifferentCharactersAreRefused() {
        refused(rules(Map.of()), "the one until now");
        refused(rules(Map.of()), "abababababababab");
    }
}
