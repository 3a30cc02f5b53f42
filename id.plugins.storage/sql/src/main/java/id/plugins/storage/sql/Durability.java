package id.plugins.storage.sql;

/** How a commit becomes durable. */
interface Durability extends AutoCloseable {
    /** A database whose own commit returns after the sync. */
    Durability OF_DATABASE = new Durability() {
        @Override
        public void check() {}

        @Override
        public void commit(Runnable databaseCommit) {
            databaseCommit.run();
        }

        @Override
        public void awaitSeen() {}

        @Override
        public void close() {}
    };

    /** Throws STORE_UNAVAILABLE when the store has stopped. */
    void check();

    /** Commits; when it returns, what was committed survives a loss of power. */
    void commit(Runnable databaseCommit);

    /** Returns when everything that a transaction may have read so far survives a loss of power. */
    void awaitSeen();

    @Override
    void close();
}
