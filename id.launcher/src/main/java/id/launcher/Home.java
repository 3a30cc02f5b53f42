package id.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** The folder of one installation, held by one process at a time. */
final class Home implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private Home(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws StartFailure when another process holds the folder or it cannot be written */
    static Home open(Path folder) {
        try {
            createPrivately(folder);
            Files.createDirectories(folder.resolve("run"));
            Files.createDirectories(folder.resolve("logs"));
            FileChannel channel = FileChannel.open(folder.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartFailure(1,
                        "The home " + folder + " is in use by a running Idem: stop that one, or choose another --home DIR");
            }
            Home home = new Home(folder, channel, lock);
            Files.deleteIfExists(home.runFile());
            return home;
        } catch (IOException e) {
            throw new StartFailure(1, "The home " + folder + " cannot be used (" + e + "): choose a writable one with --home DIR");
        }
    }

    /** Personal data lies below: nobody but the owner gets in, where the file system knows owners. */
    private static void createPrivately(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path folder() {
        return folder;
    }

    private Path runFile() {
        return folder.resolve("run/idem.json");
    }

    /**
     * Tells the command line where the running system is, and by which certificate to know it; written whole or not at all, for the
     * owner alone: whoever could write it could send the command line elsewhere.
     */
    void announce(Served served, Instant startedAt) throws IOException {
        String line = served.certificate().map(
                file -> ",\"base\":\"%s\",\"certificate\":\"%s\"".formatted(served.base(),
                        folder.relativize(file).toString().replace('\\', '/')))
                .orElse("");
        String json = "{\"pid\":%d,\"port\":%d,\"startedAt\":\"%s\"%s}%n".formatted(ProcessHandle.current().pid(),
                served.base().getPort(), startedAt, line);
        Path draft = folder.resolve("run/.idem.json");
        Files.deleteIfExists(draft);
        Files.createFile(draft);
        if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(draft, json);
        Files.move(draft, runFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(runFile());
        lock.release();
        channel.close();
    }
}
