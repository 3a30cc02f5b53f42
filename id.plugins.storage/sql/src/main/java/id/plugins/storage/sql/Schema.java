package id.plugins.storage.sql;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.ibatis.jdbc.ScriptRunner;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.DataSourceConnectionProvider;
import org.apache.ibatis.migration.MigrationLoader;
import org.apache.ibatis.migration.MigrationReader;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;

/** Brings the tables up to date. Nodes that start at the same time wait for each other. */
final class Schema {
    private static final String BOOTSTRAP = "000_changelog.sql";
    /** In order; a script that was released is never changed. */
    private static final List<String> MIGRATIONS = List.of("001_stores.sql", "002_places.sql", "003_audit_subject.sql",
            "004_reseal.sql", "005_erasure.sql", "006_retention.sql", "007_profiles.sql", "008_access.sql");

    private final Dialect dialect;
    private final Sessions sessions;
    private final DataSource source;
    private final Runnable grant;

    /**
     * @param sessions
     *            of whoever works with the tables
     * @param source
     *            of whoever owns them
     * @param grant
     *            lets the one work with what the other made; asked at each start, after the scripts
     */
    Schema(Dialect dialect, Sessions sessions, DataSource source, Runnable grant) {
        this.dialect = dialect;
        this.sessions = sessions;
        this.source = source;
        this.grant = grant;
    }

    /**
     * @throws IdentityException
     *             STORE_UNAVAILABLE when a script fails, or the server may lose what it acknowledged
     */
    void bringUpToDate() {
        if (dialect == Dialect.POSTGRESQL) {
            sessions.read(ServerMapper.class, server -> {
                checkServer(server);
                // Held until the end of this transaction, while the scripts run in others.
                server.lockMigrations();
                migrate();
                grant.run();
                return null;
            });
        } else {
            migrate();
            // Definitions are durable before the first service is there.
            sessions.write(ServerMapper.class, ServerMapper::ping);
        }
    }

    private static void checkServer(ServerMapper server) {
        if (server.version() < 150_000) {
            throw unusable("is too old: use PostgreSQL 15 or newer");
        }
        for (String setting : List.of("fsync", "synchronous_commit")) {
            if ("off".equals(server.setting(setting))) {
                throw unusable("acknowledges commits before they are durable: set " + setting + " = on");
            }
        }
    }

    private static IdentityException unusable(String why) {
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "url", "The database server " + why);
    }

    private void migrate() {
        DatabaseOperationOption option = new DatabaseOperationOption();
        option.setStopOnError(true);
        option.setAutoCommit(dialect == Dialect.H2);
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        DataSourceConnectionProvider connections = new DataSourceConnectionProvider(source);
        Scripts scripts = new Scripts();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Schema.class.getClassLoader());
        try {
            createChangelog(scripts);
            new UpOperation().operate(connections, scripts, option, silent);
        } catch (RuntimeException | SQLException failed) {
            throw new IdentityException(StorageError.STORE_UNAVAILABLE, "",
                    "The tables could not be brought up to date: see the log", failed);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The list of what was applied is the one table that the migrations do not make. */
    private void createChangelog(Scripts scripts) throws SQLException {
        try (Connection connection = source.getConnection()) {
            ScriptRunner runner = new ScriptRunner(connection);
            runner.setStopOnError(true);
            runner.setLogWriter(null);
            runner.setErrorLogWriter(null);
            runner.runScript(scripts.getBootstrapReader());
            connection.commit();
        }
    }

    private final class Scripts implements MigrationLoader {
        @Override
        public List<Change> getMigrations() {
            // MyBatis sorts the list in place.
            return MIGRATIONS.stream().map(Schema::change).collect(Collectors.toCollection(ArrayList::new));
        }

        @Override
        public Reader getScriptReader(Change change, boolean undo) {
            return script(change.getFilename(), undo);
        }

        @Override
        public Reader getBootstrapReader() {
            return script(BOOTSTRAP, false);
        }

        @Override
        public Reader getOnAbortReader() {
            return null;
        }

        private Reader script(String name, boolean undo) {
            InputStream content = Schema.class.getResourceAsStream("schema/" + name);
            return new MigrationReader(content, "UTF-8", undo, dialect.variables());
        }
    }

    private static Change change(String name) {
        int underscore = name.indexOf('_');
        return new Change(new BigDecimal(name.substring(0, underscore)), null,
                name.substring(underscore + 1, name.lastIndexOf('.')).replace('_', ' ')) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }
}
