package id.plugins.storage.sql;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.operation.SecretFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Checked settings. */
record Settings(Dialect dialect, String url, Login login, Optional<Login> owner, int poolSize, int connectionTimeoutMs,
        int lockTimeoutMs, int groupCommitMicros, int startTimeoutSeconds) {

    static Settings of(SqlDatabase.Config config) {
        String url = Objects.requireNonNullElse(config.url(), "");
        Dialect dialect = Dialect.of(url);
        if (dialect == null) {
            throw invalid("url", "must start with jdbc:h2: or jdbc:postgresql:");
        }
        int lockTimeoutMs = within("lockTimeoutMs", config.lockTimeoutMs(), 100, 60_000);
        return new Settings(dialect, dialect.prepare(url, lockTimeoutMs), new Login(config.user(), password(config)),
                owner(config, dialect),
                within("poolSize", config.poolSize(), 2, 200),
                within("connectionTimeoutMs", config.connectionTimeoutMs(), 250, 60_000), lockTimeoutMs,
                within("groupCommitMicros", config.groupCommitMicros(), 0, 100_000),
                within("startTimeoutSeconds", config.startTimeoutSeconds(), 0, 600));
    }

    /** A user of the database. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[***]";
        }
    }

    private static Optional<Login> owner(SqlDatabase.Config config, Dialect dialect) {
        if (config.ownerUser().isBlank()) {
            return Optional.empty();
        }
        if (dialect != Dialect.POSTGRESQL) {
            throw invalid("ownerUser", "is for PostgreSQL: a file of H2 has one user");
        }
        if (config.ownerUser().equals(config.user())) {
            throw invalid("ownerUser", "must be another user than user, or empty");
        }
        String password = config.ownerPasswordFile().isBlank() ? ""
                : new String(SecretFile.read(Path.of(config.ownerPasswordFile()), "ownerPasswordFile").reveal());
        return Optional.of(new Login(config.ownerUser(), password));
    }

    private static String password(SqlDatabase.Config config) {
        return config.passwordFile().isBlank() ? config._password()
                : new String(SecretFile.read(Path.of(config.passwordFile()), "passwordFile").reveal());
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(key, "must be between " + least + " and " + most);
        }
        return value;
    }

    private static IdentityException invalid(String key, String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, key, "id.plugins.storage.sql: " + key + " " + mend);
    }

    @Override
    public String toString() {
        return "Settings[" + dialect + ", ***]";
    }
}
