package id.core.access;

import id.api.access.AccessError;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What a password of a person must be. Any characters do and none are asked for: what counts is length, and that nobody
 * would try it first (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0, V6.2). A password is judged, kept and compared as it was
 * typed: nothing is cut off and no case is changed.
 */
@Component(service = PasswordRules.class, configurationPid = "id.core.access.passwords")
@Designate(ocd = PasswordRules.Config.class)
public final class PasswordRules {
    /** Settings. */
    @ObjectClassDefinition(name = "Passwords of people")
    public @interface Config {
        @AttributeDefinition(description = "Shortest password, 12 to 64 characters")
        int shortestPassword() default 12;

        @AttributeDefinition(
                description = "Words that no password may hold: the country, the organization, its systems; 4 characters at least each")
        String[] forbiddenWords() default {};

        @AttributeDefinition(
                description = "File of more refused passwords, one a line in UTF-8, in the data folder or with its whole path; empty: none")
        String refusedFile() default "";
    }

    static final int LONGEST = 128;
    /** What every installation forbids. */
    static final Set<String> ALWAYS_FORBIDDEN = Set.of("idem");

    private static final int FEWEST_DIFFERENT = 5;
    private static final int SHORTEST_WORD = 4;
    private static final int SHORTEST_NAME = 3;
    private static final String BUNDLED = "refused-passwords.txt";

    private final int shortest;
    private final Set<String> words = new TreeSet<>(ALWAYS_FORBIDDEN);
    private final List<RefusedPasswords> refused;

    @Activate
    public PasswordRules(Config config, BundleContext context) {
        this(config, context::getProperty);
    }

    PasswordRules(Config config, UnaryOperator<String> properties) {
        this.shortest = Ranges.within("shortestPassword", config.shortestPassword(), 12, 64);
        for (String word : config.forbiddenWords()) {
            if (word.strip().length() < SHORTEST_WORD) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "forbiddenWords",
                        "Setting forbiddenWords: give words of " + SHORTEST_WORD + " characters at least");
            }
            words.add(lower(word.strip()));
        }
        this.refused = config.refusedFile().isBlank() ? List.of(bundled())
                : List.of(bundled(), own(home(properties).resolve(config.refusedFile().strip())));
    }

    private static Path home(UnaryOperator<String> properties) {
        return Path.of(Optional.ofNullable(properties.apply("idem.home")).orElse(""));
    }

    private static RefusedPasswords bundled() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PasswordRules.class.getResourceAsStream(BUNDLED), StandardCharsets.UTF_8))) {
            return RefusedPasswords.read(lines);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** No log-in rather than one without the list that was asked for. */
    private static RefusedPasswords own(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return RefusedPasswords.read(lines);
        } catch (IOException unreadable) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "refusedFile",
                    "Setting refusedFile: the file cannot be read as lines of UTF-8: look at its path, rights and form",
                    unreadable);
        }
    }

    /** How many passwords are refused because they were seen in breaches. */
    int refusedCount() {
        return refused.stream().mapToInt(RefusedPasswords::count).sum();
    }

    /**
     * Refuses what does not do, with the one reason.
     *
     * @param password
     *            the new one
     * @param old
     *            the one in use until now
     * @param own
     *            what the person is called: their words are forbidden as well
     *
     * @throws IdentityException
     *             PASSWORD_WEAK, field newPassword
     */
    void check(Secret password, Secret old, String... own) {
        char[] characters = password.reveal();
        String text = new String(characters);
        Arrays.fill(characters, ' ');
        int length = text.codePointCount(0, text.length());
        if (length < shortest || text.length() > LONGEST) {
            throw weak("A password has " + shortest + " to " + LONGEST + " characters, of any kind");
        }
        if (text.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            throw weak("A password has " + FEWEST_DIFFERENT + " different characters at least");
        }
        if (password.equals(old)) {
            throw weak("Take another one than until now");
        }
        String lower = lower(text);
        if (Stream.concat(words.stream(), words(own)).anyMatch(lower::contains)) {
            throw weak("A password does not hold your name, nor what the system, the organization or the country is called");
        }
        if (refused.stream().anyMatch(list -> list.contains(text))) {
            throw weak("This password is known from breaches: others try it first. Take several words that do not belong together");
        }
    }

    /** What somebody is called, whole and word by word; a log-in name counts from three characters on. */
    private static Stream<String> words(String... own) {
        return Arrays.stream(own).filter(name -> name != null && !name.isBlank()).flatMap(name -> Stream
                .concat(Stream.of(name), Arrays.stream(name.split("[^\\p{L}\\p{N}]+")))
                .filter(word -> word.length() >= SHORTEST_WORD || word.length() >= SHORTEST_NAME && word.equals(own[0]))
                .map(PasswordRules::lower));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static IdentityException weak(String mend) {
        return new IdentityException(AccessError.PASSWORD_WEAK, "newPassword", mend);
    }
}
