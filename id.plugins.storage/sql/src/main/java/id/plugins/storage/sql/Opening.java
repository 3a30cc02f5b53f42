package id.plugins.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a database; closes again what it opened when that does not come to its end. */
final class Opening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final long RETRY_MILLIS = 500;

    private final Settings settings;
    private final DataSourceFactory driver;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Opening(Settings settings, DataSourceFactory driver) {
        this.settings = settings;
        this.driver = driver;
    }

    DataSource dataSource(Settings.Login login) throws SQLException {
        Properties properties = new Properties();
        properties.put(DataSourceFactory.JDBC_URL, settings.url());
        properties.put(DataSourceFactory.JDBC_USER, login.user());
        properties.put(DataSourceFactory.JDBC_PASSWORD, login.password());
        DataSource raw = driver.createDataSource(properties);
        if (settings.dialect() == Dialect.POSTGRESQL) {
            awaitAnswer(raw);
        }
        return raw;
    }

    /** The H2 file, held open; null for other databases. */
    H2File h2File(DataSource raw) throws SQLException, IOException {
        if (settings.dialect() != Dialect.H2) {
            return null;
        }
        Connection connection = raw.getConnection();
        opened.push(connection);
        return H2File.open(connection);
    }

    /** H2 does not sync its commits. A database in memory has nothing to sync. */
    Durability durability(H2File file) {
        Durability durability = file != null && file.isPersistent()
                ? new GroupCommit(file, settings.groupCommitMicros())
                : Durability.OF_DATABASE;
        opened.push(durability);
        return durability;
    }

    /**
     * @param idle
     *            connections that are kept ready; with 0, the first is made when it is needed
     */
    HikariDataSource pool(DataSource raw, String name, int size, int idle) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(raw);
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(idle);
        config.setInitializationFailTimeout(idle == 0 ? -1 : 1);
        config.setConnectionTimeout(settings.connectionTimeoutMs());
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        HikariDataSource pool = new HikariDataSource(config);
        opened.push(pool);
        return pool;
    }

    /** A server may start at the same time as this process. */
    private void awaitAnswer(DataSource raw) throws SQLException {
        long deadline = System.nanoTime() + settings.startTimeoutSeconds() * 1_000_000_000L;
        while (true) {
            try {
                raw.getConnection().close();
                return;
            } catch (SQLException notYet) {
                if (!isStarting(notYet) || System.nanoTime() > deadline) {
                    throw notYet;
                }
                LOG.info("Waiting for the database: SQLSTATE {}", notYet.getSQLState());
                pause(notYet);
            }
        }
    }

    /** Nobody listens, or "the database system is starting up": all else is not mended by waiting. */
    private static boolean isStarting(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || "57P03".equals(state));
    }

    private static void pause(SQLException notYet) throws SQLException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw notYet;
        }
    }

    /** The error to throw for what failed; names no address and no user. */
    IdentityException failed(Exception failure) {
        String mend = failure instanceof SQLException sql && sql.getErrorCode() == 90020
                ? "another process has the file open: stop that one"
                : "check url, user, passwordFile, ownerUser and driver.target of id.plugins.storage.sql";
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "url", "The database does not open: " + mend,
                failure);
    }

    /** From here on, the caller closes. */
    void succeeded() {
        opened.clear();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception alreadyFailing) {
                LOG.debug("Closing after a failed start: {}", alreadyFailing.getClass().getName());
            }
        }
    }
}
