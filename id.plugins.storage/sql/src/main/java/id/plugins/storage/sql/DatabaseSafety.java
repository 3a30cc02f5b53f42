package id.plugins.storage.sql;

import id.api.error.IdentityException;
import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Whether the line to the database is encrypted to the right server, and where its password stands. */
@Component(configurationPid = "id.plugins.storage.sql", configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DatabaseSafety implements SafetyCheck {
    private static final String PID = "id.plugins.storage.sql: ";
    /** The part with the hosts; several are separated by commas, each may have a port. Without one it is this machine. */
    private static final Pattern HOSTS = Pattern.compile("^jdbc:postgresql://([^/?]*)");
    private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])?(:[0-9]+)?");
    private static final Pattern VERIFIED = Pattern.compile("[?&]sslmode=verify-full(&|$)");

    private static final Set<String> TRIED_FIRST = Set.of("postgres", "postgresql", "idem", "admin", "root", "password", "passwd",
            "secret", "changeme", "changeit", "database", "test", "123456", "12345678");

    private final SqlDatabase.Config config;

    @Activate
    public DatabaseSafety(SqlDatabase.Config config) {
        this.config = config;
    }

    @Override
    public List<SafetyFinding> findings() {
        List<SafetyFinding> findings = new ArrayList<>();
        String url = Objects.requireNonNullElse(config.url(), "");
        if (leavesThisMachine(url) && !VERIFIED.matcher(url).find()) {
            findings.add(new SafetyFinding(PID + "url", "the line to the database is not encrypted, or not to a server that is known",
                    "add sslmode=verify-full&sslrootcert=FILE to url"));
        }
        if (Dialect.of(url) == Dialect.POSTGRESQL && config.passwordFile().isBlank() && !config._password().isEmpty()) {
            findings.add(new SafetyFinding(PID + ".password", "the password stands among the settings",
                    "put it into a file that only this user may read, and set passwordFile to it"));
        }
        if (Dialect.of(url) == Dialect.POSTGRESQL && isTriedFirst(password())) {
            findings.add(new SafetyFinding(PID + (config.passwordFile().isBlank() ? ".password" : "passwordFile"),
                    "the password is one that everybody tries first", "give the user of the database a random one"));
        }
        return findings;
    }

    /** Empty where there is none, or it cannot be read: then the start fails in its own words. */
    private String password() {
        try {
            return Settings.of(config).login().password();
        } catch (IdentityException unreadable) {
            return "";
        }
    }

    /** None at all is for the database to judge: certificates, and the user of a socket, need none. */
    private boolean isTriedFirst(String password) {
        return TRIED_FIRST.contains(password.toLowerCase(Locale.ROOT)) || !password.isEmpty() && password.equalsIgnoreCase(config.user());
    }

    private static boolean leavesThisMachine(String url) {
        Matcher hosts = HOSTS.matcher(url.toLowerCase(Locale.ROOT));
        if (!hosts.find()) {
            // Without hosts the driver takes localhost.
            return false;
        }
        for (String host : hosts.group(1).split(",", -1)) {
            if (!THIS_MACHINE.matcher(host).matches()) {
                return true;
            }
        }
        return false;
    }
}
