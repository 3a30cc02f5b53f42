package id.plugins.storage.sql;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.sql.SQLException;
import org.apache.ibatis.exceptions.PersistenceException;

/**
 * What a database said, without the values that databases like to put into their messages. Cause of the coded error.
 */
final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private DatabaseFailure(String message, boolean passing, Throwable original) {
        super(message);
        this.passing = passing;
        setStackTrace(original.getStackTrace());
    }

    /** The coded error for whatever went wrong in or below MyBatis. */
    static IdentityException coded(Dialect dialect, RuntimeException failure) {
        SQLException sql = sqlCause(failure);
        if (sql == null) {
            return new IdentityException(StorageError.STORE_UNAVAILABLE, "", "The store failed: see the log",
                    new DatabaseFailure(failure.getClass().getName() + said(failure), false, failure));
        }
        DatabaseFailure cause = new DatabaseFailure(
                "SQLSTATE " + sql.getSQLState() + ", code " + sql.getErrorCode() + said(sql), dialect.isPassing(sql),
                sql);
        if (isFull(sql)) {
            return new IdentityException(StorageError.STORE_FULL, "",
                    "The database has no room left: give it more space", cause);
        }
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "",
                "The database failed or does not answer: try again, and see the log", cause);
    }

    /** Whether the same work may succeed when it is done again from the start. */
    static boolean isPassing(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof DatabaseFailure database) {
                return database.passing;
            }
        }
        return false;
    }

    /** SQL states 22 (data) and 23 (constraints) come with values in the message: those are dropped. */
    private static String said(Throwable failure) {
        boolean quotesValues = failure instanceof SQLException sql && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
        boolean quotesStatement = failure instanceof PersistenceException;
        return quotesValues || quotesStatement ? "" : ": " + failure.getMessage();
    }

    private static boolean isFull(SQLException sql) {
        return "53100".equals(sql.getSQLState()) || sql.getErrorCode() == 90100;
    }

    private static SQLException sqlCause(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
