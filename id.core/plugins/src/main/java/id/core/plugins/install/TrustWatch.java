package id.core.plugins.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Notices that somebody changed the trust folder: by names, sizes and times of its files. Used by one thread. */
final class TrustWatch {
    private final Path folder;
    private TreeMap<String, String> last;

    TrustWatch(Path folder) throws IOException {
        this.folder = folder;
        this.last = now();
    }

    boolean hasChanged() throws IOException {
        TreeMap<String, String> now = now();
        boolean changed = !now.equals(last);
        last = now;
        return changed;
    }

    private TreeMap<String, String> now() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    files.put(file.getFileName().toString(), Files.size(file) + "/" + Files.getLastModifiedTime(file));
                }
            }
        }
        return files;
    }
}
