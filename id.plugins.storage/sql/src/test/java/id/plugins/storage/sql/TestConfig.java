package id.plugins.storage.sql;

import java.lang.annotation.Annotation;
import java.nio.file.Path;

/** Settings as a test wants them. */
@SuppressWarnings("BadAnnotationImplementation")
record TestConfig(String url, String user, String _password, int poolSize, int lockTimeoutMs, int groupCommitMicros,
        int connectionTimeoutMs, String passwordFile, String ownerUser, String ownerPasswordFile) implements SqlDatabase.Config {

    TestConfig(String url, String user, String password, int poolSize, int lockTimeoutMs, int groupCommitMicros,
            int connectionTimeoutMs) {
        this(url, user, password, poolSize, lockTimeoutMs, groupCommitMicros, connectionTimeoutMs, "", "", "");
    }

    static TestConfig h2(Path folder) {
        return url("jdbc:h2:file:" + folder.resolve("idem"));
    }

    static TestConfig url(String url) {
        return new TestConfig(url, "idem", "secret", 16, 4_000, 0, 20_000);
    }

    static TestConfig postgres(String url) {
        return new TestConfig(url, "postgres", "postgres", 16, 4_000, 0, 20_000);
    }

    TestConfig ownedBy(String owner, String file) {
        return new TestConfig(url, user, _password, poolSize, lockTimeoutMs, groupCommitMicros, connectionTimeoutMs, passwordFile, owner,
                file);
    }

    TestConfig withPasswordFile(String file) {
        return new TestConfig(url, user, _password, poolSize, lockTimeoutMs, groupCommitMicros, connectionTimeoutMs, file, ownerUser,
                ownerPasswordFile);
    }

    @Override
    public String driver_target() {
        return "";
    }

    @Override
    public int startTimeoutSeconds() {
        return 5;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return SqlDatabase.Config.class;
    }
}
