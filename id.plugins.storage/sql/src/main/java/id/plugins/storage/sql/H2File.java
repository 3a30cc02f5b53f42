package id.plugins.storage.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * The file of an H2 database, synced by its storage engine.
 * <p>
 * H2's own {@code CHECKPOINT SYNC} is a commit of the engine followed by an fsync, which is almost right: what the
 * engine's background writer has already picked up, but not yet written, is no change any more to the commit, and the
 * fsync comes too early for it. Waiting for the writer's queue between the two closes that gap; SQL cannot do that.
 */
final class H2File implements GroupCommit.Device {
    private final Connection keptOpen;
    private final MVStore store;

    private H2File(Connection keptOpen, MVStore store) {
        this.keptOpen = keptOpen;
        this.store = store;
    }

    /**
     * @param connection
     *            a connection of H2's own driver, kept open and closed by {@link #abandon}
     */
    static H2File open(Connection connection) throws SQLException, IOException {
        H2File file = new H2File(connection, engineOf(connection));
        file.syncFolder();
        return file;
    }

    /** H2 shows its engine to nobody, but the way there is made of public methods. */
    private static MVStore engineOf(Connection connection) throws SQLException {
        try {
            Object session = connection.getClass().getMethod("getSession").invoke(connection);
            Object database = session.getClass().getMethod("getDatabase").invoke(session);
            Object tables = database.getClass().getMethod("getStore").invoke(database);
            return (MVStore) tables.getClass().getMethod("getMvStore").invoke(tables);
        } catch (ReflectiveOperationException | ClassCastException notThisVersion) {
            throw new SQLException("This version of H2 does not lead to its storage engine: use 2.4", notThisVersion);
        }
    }

    /** Whether there is a file at all: a database in memory has none. */
    boolean isPersistent() {
        return store.isPersistent();
    }

    @Override
    public void sync() {
        store.commit();
        store.executeFilestoreOperation(() -> {});
        store.sync();
    }

    /** A new file is there after a loss of power only when its folder is synced too. */
    private void syncFolder() throws IOException {
        FileStore<?> files = store.getFileStore();
        if (files == null) {
            return;
        }
        // "async:/folder/file", while "C:" is a drive.
        Path folder = Path.of(files.getFileName().replaceFirst("^([a-zA-Z]{2,}:)+", "")).toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void abandon() {
        store.closeImmediately();
    }

    /** Lets go of the database; the last connection closes it. */
    void release() throws SQLException {
        keptOpen.close();
    }
}
