package id.plugins.storage.sql;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions by thread. A statement outside of one gets one of its own.
 * <p>
 * A part that failed dooms the whole: even when the caller catches what a nested part or the database threw, the
 * outermost call stores nothing and throws. Errors that a store finds by itself (a duplicate key, a stale record) leave
 * the transaction as it is, so that the caller may go on.
 */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** Tries of work that the database rolled back because of others (a deadlock, a lock that took too long). */
    private static final int MAX_TRIES = 5;

    private final SqlSessionFactory sessions;
    private final SqlSessionFactory ownSessions;
    private final Dialect dialect;
    private final Durability durability;
    private final ThreadLocal<Unit> current = new ThreadLocal<>();

    /**
     * @param ownSessions
     *            over another pool: for work apart from the thread's transaction, so that nobody who holds a connection
     *            waits for another of the same pool
     */
    Sessions(SqlSessionFactory sessions, SqlSessionFactory ownSessions, Dialect dialect, Durability durability) {
        this.sessions = sessions;
        this.ownSessions = ownSessions;
        this.dialect = dialect;
        this.durability = durability;
    }

    /** One transaction. */
    private static final class Unit {
        private final SqlSession session;
        private final List<Runnable> afterCommit = new ArrayList<>();
        private final Set<Class<?>> read = new HashSet<>(4);
        private final Set<Class<?>> written = new HashSet<>(4);
        private SqlSession batch;
        private Throwable doom;

        Unit(SqlSession session) {
            this.session = session;
        }

        void doom(Throwable cause) {
            if (doom == null) {
                doom = cause;
            }
        }
    }

    <T> T required(Supplier<T> work) {
        Unit unit = current.get();
        if (unit == null) {
            return retried(() -> outermost(sessions, work));
        }
        try {
            return work.get();
        } catch (RuntimeException | Error failed) {
            unit.doom(failed);
            throw failed;
        }
    }

    /** Several statements of one store that refuse before they change anything: a refusal dooms nothing. */
    <T> T together(Supplier<T> work) {
        return current.get() == null ? required(work) : work.get();
    }

    void afterCommit(Runnable action) {
        Unit unit = current.get();
        if (unit == null) {
            action.run();
        } else {
            unit.afterCommit.add(action);
        }
    }

    /** A statement that changes nothing. */
    <M, R> R read(Class<M> mapper, Function<M, R> statement) {
        return joined(unit -> {
            unit.read.add(mapper);
            return statement.apply(unit.session.getMapper(mapper));
        });
    }

    /** Statements that may change something. */
    <M, R> R write(Class<M> mapper, Function<M, R> statements) {
        return joined(unit -> {
            unit.written.add(mapper);
            return statements.apply(unit.session.getMapper(mapper));
        });
    }

    /**
     * Many runs of one statement, sent together.
     *
     * @return changed rows of each, in order
     */
    <M> List<Integer> batch(Class<M> mapper, java.util.function.Consumer<M> statements) {
        return joined(unit -> {
            unit.written.add(mapper);
            if (unit.batch == null) {
                unit.batch = sessions.openSession(ExecutorType.BATCH, unit.session.getConnection());
            }
            statements.accept(unit.batch.getMapper(mapper));
            List<Integer> counts = new ArrayList<>();
            unit.batch.flushStatements().forEach(result -> {
                for (int count : result.getUpdateCounts()) {
                    counts.add(count);
                }
            });
            return counts;
        });
    }

    /** In a transaction of its own, whatever transaction the thread has. */
    <M, R> R alone(Class<M> mapper, Function<M, R> statements) {
        Unit outer = current.get();
        current.remove();
        try {
            return retried(() -> outermost(ownSessions, () -> write(mapper, statements)));
        } finally {
            if (outer != null) {
                current.set(outer);
            }
        }
    }

    private <R> R joined(Function<Unit, R> statements) {
        Unit unit = current.get();
        if (unit == null) {
            return required(() -> joined(statements));
        }
        try {
            return statements.apply(unit);
        } catch (PersistenceException failed) {
            IdentityException coded = DatabaseFailure.coded(dialect, failed);
            unit.doom(coded);
            throw coded;
        }
    }

    private <T> T retried(Supplier<T> attempt) {
        for (int tries = 1;; tries++) {
            try {
                return attempt.get();
            } catch (RuntimeException failed) {
                // Safe: all of it was rolled back, and no action after the commit has run.
                if (tries == MAX_TRIES || !DatabaseFailure.isPassing(failed) || !pause(tries)) {
                    throw failed;
                }
                LOG.debug("Transaction ran into others, try {} of {}", tries + 1, MAX_TRIES);
            }
        }
    }

    /** Back-off with chance, so that two that met do not meet again; false when interrupted. */
    private static boolean pause(int tries) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, 10L << tries));
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T outermost(SqlSessionFactory factory, Supplier<T> work) {
        durability.check();
        Unit unit = new Unit(open(factory));
        T result;
        try {
            result = within(unit, work);
            commit(unit);
        } finally {
            close(unit);
        }
        unit.afterCommit.forEach(Sessions::run);
        return result;
    }

    private SqlSession open(SqlSessionFactory factory) {
        try {
            SqlSession session = factory.openSession(ExecutorType.REUSE, false);
            session.getConnection();
            return session;
        } catch (RuntimeException failed) {
            throw DatabaseFailure.coded(dialect, failed);
        }
    }

    private <T> T within(Unit unit, Supplier<T> work) {
        current.set(unit);
        try {
            return work.get();
        } catch (RuntimeException | Error failed) {
            rollback(unit, failed);
            throw failed;
        } finally {
            current.remove();
        }
    }

    private void commit(Unit unit) {
        if (unit.doom != null) {
            rollback(unit, unit.doom);
            throw new IdentityException(
                    unit.doom instanceof IdentityException known ? known.code() : GeneralError.INTERNAL_FAULT, "",
                    "A part of the transaction failed and was passed over: nothing was stored", unit.doom);
        }
        if (unit.written.isEmpty()) {
            databaseCommit(unit);
            durability.awaitSeen(unit.read);
        } else {
            durability.commit(unit.written, () -> databaseCommit(unit));
        }
    }

    private void databaseCommit(Unit unit) {
        try {
            unit.session.commit(true);
        } catch (RuntimeException failed) {
            throw DatabaseFailure.coded(dialect, failed);
        }
    }

    private static void rollback(Unit unit, Throwable why) {
        try {
            unit.session.rollback(true);
        } catch (RuntimeException failed) {
            // The connection is gone: the database rolls back by itself.
            why.addSuppressed(new IdentityException(StorageError.STORE_UNAVAILABLE, "", "Rolling back failed"));
        }
    }

    private static void close(Unit unit) {
        try {
            unit.session.close();
        } catch (RuntimeException failed) {
            LOG.debug("A connection did not close: {}", failed.getClass().getName());
        }
    }

    /** What was committed stays committed: an action that fails is told to the log, not to the caller. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.error("An action after a commit failed", failed);
        }
    }
}
