package id.core.plugins.install;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.core.plugins.gate.PluginGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of what was installed, which only the core writes. A jar lies there under its own digest, with a note of
 * where it came from beside it; the note is written last, so that a jar without one was never installed. Everything is
 * synced before a method returns. Not safe for concurrent use.
 * <pre>
 * SHA256.jar          the jar as the gate saw it
 * SHA256.properties   source: the file that was dropped, or empty; replaces: digest of the version before
 * staging/            copies that are being judged
 * </pre>
 */
final class PluginStore {
    private static final String JAR = ".jar";
    private static final String NOTE = ".properties";
    private static final String SOURCE = "source";
    private static final String REPLACES = "replaces";

    private final Path folder;
    private final Path staging;

    /** One jar of the store. */
    record Entry(String sha256, String source, Path jar) {}

    /** Makes the folder where it is not there, and throws away what an end in mid-work has left. */
    static PluginStore open(Path folder) throws IOException {
        PluginStore store = new PluginStore(folder);
        store.recover();
        return store;
    }

    private PluginStore(Path folder) {
        this.folder = folder;
        this.staging = folder.resolve("staging");
    }

    private void recover() throws IOException {
        Files.createDirectories(staging);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        for (Path left : files(staging)) {
            Files.delete(left);
        }
        for (Path jar : files(folder)) {
            String name = jar.getFileName().toString();
            if (name.endsWith(JAR) && !Files.exists(note(name.substring(0, name.length() - JAR.length())))) {
                Files.delete(jar);
            }
        }
        for (Entry entry : entries()) {
            String replaced = read(entry.sha256()).getProperty(REPLACES, "");
            if (!replaced.isEmpty()) {
                forget(replaced);
            }
        }
    }

    /**
     * Copies a jar to a place where nobody else writes.
     *
     * @throws IdentityException
     *             TOO_LARGE
     */
    Path stage(InputStream jar) throws IOException {
        Path copy = Files.createTempFile(staging, "jar-", JAR);
        try (OutputStream out = Files.newOutputStream(copy)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int read = jar.read(buffer); read >= 0; read = jar.read(buffer)) {
                size += read;
                if (size > PluginGate.MAX_FILE) {
                    throw new IdentityException(GeneralError.TOO_LARGE, "jar",
                            "A plugin's jar has at most " + (PluginGate.MAX_FILE >> 20) + " MiB");
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException | RuntimeException broken) {
            Files.deleteIfExists(copy);
            throw broken;
        }
        sync(copy);
        return copy;
    }

    /**
     * Keeps a staged jar for all later starts, in the place of another where one is named.
     *
     * @param source
     *            the file that was dropped; empty when it came by the API
     */
    void keep(Path staged, String sha256, String source, Optional<String> replaces) throws IOException {
        move(staged, folder.resolve(sha256 + JAR));
        Properties note = new Properties();
        note.setProperty(SOURCE, source);
        replaces.filter(old -> !old.equals(sha256)).ifPresent(old -> note.setProperty(REPLACES, old));
        write(sha256, note);
        if (note.containsKey(REPLACES)) {
            forget(note.getProperty(REPLACES));
            note.remove(REPLACES);
            write(sha256, note);
        }
    }

    /** The note goes first: from then on the jar was never there. */
    void forget(String sha256) throws IOException {
        if (Files.deleteIfExists(note(sha256))) {
            sync(folder);
        }
        Files.deleteIfExists(folder.resolve(sha256 + JAR));
    }

    /** In the order in which they were installed. */
    List<Entry> entries() throws IOException {
        List<Path> notes = new ArrayList<>();
        for (Path file : files(folder)) {
            if (file.getFileName().toString().endsWith(NOTE)) {
                notes.add(file);
            }
        }
        notes.sort(Comparator.comparing(PluginStore::changed).thenComparing(Path::toString));
        List<Entry> entries = new ArrayList<>();
        for (Path note : notes) {
            String name = note.getFileName().toString();
            String sha256 = name.substring(0, name.length() - NOTE.length());
            entries.add(new Entry(sha256, read(sha256).getProperty(SOURCE, ""), folder.resolve(sha256 + JAR)));
        }
        return List.copyOf(entries);
    }

    private Properties read(String sha256) throws IOException {
        Properties note = new Properties();
        try (Reader reader = Files.newBufferedReader(note(sha256))) {
            note.load(reader);
        }
        return note;
    }

    private void write(String sha256, Properties note) throws IOException {
        Path draft = Files.createTempFile(staging, "note-", NOTE);
        try (OutputStream out = Files.newOutputStream(draft)) {
            note.store(out, null);
        }
        sync(draft);
        move(draft, note(sha256));
    }

    private void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException odd) {
            throw new IOException("The file system of " + folder + " cannot rename atomically", odd);
        }
        sync(folder);
    }

    private Path note(String sha256) {
        return folder.resolve(sha256 + NOTE);
    }

    private static Set<Path> files(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return Set.copyOf(files.filter(Files::isRegularFile).toList());
        }
    }

    private static long changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
