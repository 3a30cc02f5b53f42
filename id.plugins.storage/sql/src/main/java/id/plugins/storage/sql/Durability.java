package id.plugins.storage.sql;

import java.util.Set;

/**
 * How a commit becomes durable. An area is a mapper: each has tables of its own, so that what one reads, only it wrote.
 */
interface Durability extends AutoCloseable {
    /** A database whose own commit returns after the sync. */
    Durability OF_DATABASE = new Durability() {
        @Override
        public void check() {}

        @Override
        public void commit(Set<Class<?>> written, Runnable databaseCommit) {
            databaseCommit.run();
        }

        @Override
        public void awaitSeen(Set<Class<?>> read) {}

        @Override
        public void close() {}
    };

    /** Throws STORE_UNAVAILABLE when the store has stopped. */
    void check();

    /** Commits what was written in some areas; when it returns, what was committed survives a loss of power. */
    void commit(Set<Class<?>> written, Runnable databaseCommit);

    /** Returns when everything that a transaction may have read so far in some areas survives a loss of power. */
    void awaitSeen(Set<Class<?>> read);

    @Override
    void close();
}
