package id.core.plugins.install;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.plugin.PluginChange;
import id.api.value.ClientId;
import id.core.plugins.gate.PluginGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders into which jars are dropped. A file is taken when it has not changed between two looks and ends as a whole
 * archive does; one that stays broken for long is handed to the gate, which says so. A jar of a plugin that is installed
 * takes its place; the last one dropped counts. Used by one thread.
 */
final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    /** End of central directory record without a comment, APPNOTE.TXT 4.3.16. */
    private static final int END_SIZE = 22;
    private static final int END_MARK = 0x504b0506;
    /** A file that is being copied is worth a word only when that takes long. */
    private static final Duration SHOWN = Duration.ofSeconds(2);
    /** Between two tries of one that could not be taken then: each may start and stop it. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final List<Path> folders;
    private final PluginChanges changes;
    private final Path memory;
    private final Duration patience;
    private final Map<Path, Look> looks = new ConcurrentHashMap<>();
    private final Properties handled = new Properties();
    private final Map<Path, Waiting> notYet = new ConcurrentHashMap<>();

    /** What a file was like, and since when, nanoseconds. */
    private record Look(long size, long changed, long since, boolean settled) {
        boolean isSame(Look other) {
            return size == other.size && changed == other.changed;
        }

        Look unsettled() {
            return new Look(size, changed, since, false);
        }
    }

    /** Why a file was not taken though nothing is wrong with it, and when it was tried last, nanoseconds. */
    private record Waiting(String why, long tried) {}

    /**
     * @param memory
     *            file that remembers which contents were taken, so that a restart does not take an old version again
     * @param patience
     *            how long a broken file may stay as it is before it is judged
     */
    DropFolder(List<Path> folders, PluginChanges changes, Path memory, Duration patience) throws IOException {
        this.folders = List.copyOf(folders);
        this.changes = changes;
        this.memory = memory;
        this.patience = patience;
        if (Files.exists(memory)) {
            try (Reader reader = Files.newBufferedReader(memory)) {
                handled.load(reader);
            }
        }
    }

    /** Looks once at all folders, and does what has to be done: may take as long as a plugin takes to start. */
    void look() throws IOException {
        Set<Path> present = new TreeSet<>();
        Set<Path> watched = new HashSet<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                watched.add(folder);
                present.addAll(jars(folder));
            }
        }
        takeOut(present, watched);
        looks.keySet().retainAll(present);
        notYet.keySet().retainAll(present);
        for (Path file : present) {
            lookAt(file);
        }
    }

    /** Judges what was refused once more: the trust folder is another one now. */
    void forgetRefusals() {
        looks.replaceAll((file, look) -> look.unsettled());
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                String name = file.getFileName().toString();
                return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
            }).toList();
        }
    }

    private void takeOut(Set<Path> present, Set<Path> watched) throws IOException {
        for (String path : handled.stringPropertyNames()) {
            Path file = Path.of(path);
            if (!present.contains(file) && watched.contains(file.getParent())) {
                changes.removeBySource(path, ClientId.SYSTEM);
                handled.remove(path);
                remember();
            }
        }
    }

    private void lookAt(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException gone) {
            return;
        }
        Look now = new Look(attributes.size(), attributes.lastModifiedTime().toMillis(), System.nanoTime(), false);
        Look before = looks.get(file);
        if (before == null || !before.isSame(now)) {
            looks.put(file, now);
            return;
        }
        if (before.settled() || !isWhole(file, now.size()) && now.since() - before.since() < patience.toNanos()) {
            return;
        }
        Waiting waiting = notYet.get(file);
        if (waiting != null && now.since() - waiting.tried() < AGAIN.toNanos()) {
            return;
        }
        String key = file.toString();
        String sha256 = now.size() > PluginGate.MAX_FILE ? "" : PluginGate.sha256(Files.readAllBytes(file));
        looks.put(file, new Look(now.size(), now.changed(), before.since(), true));
        if (!sha256.equals(handled.getProperty(key))) {
            take(file, key, sha256);
        }
    }

    private void take(Path file, String key, String sha256) throws IOException {
        String name = name(file);
        try (InputStream in = Files.newInputStream(file)) {
            switch (changes.bring(in, PluginChanges.Wish.EITHER, name, key, ClientId.SYSTEM)) {
                case PluginChange.Done done -> {
                    handled.setProperty(key, sha256);
                    remember();
                }
                case PluginChange.Kept kept -> LOG.debug("{} was not taken", name);
                case PluginChange.Refused refused -> LOG.debug("{} was not taken", name);
            }
            notYet.remove(file);
        } catch (IdentityException failed) {
            if (failed.code().category() != ErrorCategory.EXTERNAL) {
                notYet.remove(file);
                LOG.error("{} cannot be installed: {}", name, failed.getMessage(), failed.getCause());
                return;
            }
            // The storage of a system that starts, a full disk: the same jar may well be taken later.
            looks.computeIfPresent(file, (path, look) -> look.unsettled());
            if (notYet.put(file, new Waiting(failed.getMessage(), System.nanoTime())) == null) {
                LOG.warn("{} cannot be installed yet, it is tried again: {}", name, failed.getMessage(), failed.getCause());
            }
        }
    }

    private void remember() throws IOException {
        Path draft = memory.resolveSibling(memory.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(draft)) {
            handled.store(out, null);
        }
        Files.move(draft, memory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether the archive's directory lies where its end says, at the very end of the file. */
    private static boolean isWhole(Path file, long size) {
        if (size < END_SIZE) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(size - END_SIZE);
            if (in.readInt() != END_MARK) {
                return false;
            }
            in.seek(size - END_SIZE + 12);
            long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            long offset = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            return offset + length == size - END_SIZE;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Files that have not been judged yet, since they are not whole. Safe from any thread. */
    List<String> incomplete() {
        long now = System.nanoTime();
        return looks.entrySet().stream().filter(look -> !look.getValue().settled() && now - look.getValue().since() > SHOWN.toNanos())
                .map(Map.Entry::getKey).filter(file -> !notYet.containsKey(file)).map(DropFolder::name).toList();
    }

    /** Files that are tried again and again, each with the reason why it could not be taken so far. Safe from any thread. */
    Map<String, String> waiting() {
        Map<String, String> waiting = new TreeMap<>();
        notYet.forEach((file, last) -> waiting.put(name(file), last.why()));
        return waiting;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
