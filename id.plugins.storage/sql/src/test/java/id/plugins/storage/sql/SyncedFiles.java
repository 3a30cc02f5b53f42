package id.plugins.storage.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 ({@code synced:/folder/file}) that remembers what a disk would have after a loss of power right
 * now: what was forced, and nothing of what was only written.
 */
public final class SyncedFiles extends FilePathWrapper {
    static final AtomicInteger FORCES = new AtomicInteger();
    /** While set, the next force fails, as a broken disk's does. */
    static final AtomicBoolean BROKEN = new AtomicBoolean();
    private static final Map<String, Disk> DISKS = new ConcurrentHashMap<>();

    static void register() {
        FilePath.register(new SyncedFiles());
    }

    /** Writes what would be left of a file to another. */
    static void powerLoss(String name, Path copy) throws IOException {
        DISKS.get(name).copyTo(copy);
    }

    @Override
    public String getScheme() {
        return "synced";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        String name = getBase().toString();
        return new Channel(getBase().open(mode), DISKS.computeIfAbsent(name, n -> new Disk()));
    }

    /** One write, or a truncation where {@code content} is null. */
    private record Change(long position, byte[] content) {}

    private static final class Disk {
        private final List<Change> pending = new ArrayList<>();
        private byte[] durable = new byte[0];

        synchronized void note(Change change) {
            pending.add(change);
        }

        synchronized List<Change> begin() {
            List<Change> begun = new ArrayList<>(pending);
            pending.clear();
            return begun;
        }

        synchronized void end(List<Change> forced) {
            for (Change change : forced) {
                int end = (int) change.position() + (change.content() == null ? 0 : change.content().length);
                if (change.content() == null || end > durable.length) {
                    durable = java.util.Arrays.copyOf(durable, end);
                }
                if (change.content() != null) {
                    System.arraycopy(change.content(), 0, durable, (int) change.position(), change.content().length);
                }
            }
        }

        synchronized void copyTo(Path copy) throws IOException {
            Files.write(copy, durable, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private static final class Channel extends FileBase {
        private final FileChannel base;
        private final Disk disk;

        Channel(FileChannel base, Disk disk) {
            this.base = base;
            this.disk = disk;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            FORCES.incrementAndGet();
            if (BROKEN.get()) {
                throw new IOException("the disk is broken");
            }
            List<Change> begun = disk.begin();
            base.force(metaData);
            disk.end(begun);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            byte[] content = new byte[source.remaining()];
            source.duplicate().get(content);
            disk.note(new Change(position, content));
            ByteBuffer copy = ByteBuffer.wrap(content);
            while (copy.hasRemaining()) {
                base.write(copy, position + copy.position());
            }
            source.position(source.limit());
            return content.length;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            long position = base.position();
            int count = write(source, position);
            base.position(position + count);
            return count;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (size < base.size()) {
                disk.note(new Change(size, null));
                base.truncate(size);
            }
            return this;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public long position() throws IOException {
            return base.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            base.position(position);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return base.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
