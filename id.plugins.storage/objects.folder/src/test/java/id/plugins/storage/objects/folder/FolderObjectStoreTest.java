package id.plugins.storage.objects.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FolderObjectStoreTest {
    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private FolderObjectStore store;

    @Before
    public void open() {
        folder = temporary.getRoot().toPath().resolve("objects");
        store = new FolderObjectStore(folder);
    }

    @Test
    public void whatIsPutComesBackAlsoAfterOpeningAnew() throws IOException {
        byte[] content = content(1, 300_000);
        String digest = store.put("packets/a1", new ByteArrayInputStream(content));
        assertEquals(HexFormat.of().formatHex(Digests.sha256().digest(content)), digest);
        assertArrayEquals(content, read(new FolderObjectStore(folder), "packets/a1"));
        store.put("packets/a1", new ByteArrayInputStream(new byte[0]));
        assertArrayEquals(new byte[0], read(store, "packets/a1"));
        assertTrue(store.delete("packets/a1"));
        assertFalse(store.delete("packets/a1"));
        assertTrue(store.open("packets/a1").isEmpty());
    }

    @Test
    public void aChangedOrCutFileFailsAtItsEnd() throws IOException {
        store.put("k", new ByteArrayInputStream(content(2, 1000)));
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        for (int changed : new int[]{ 0, 500, 999, 1000, 1031 }) {
            byte[] copy = whole.clone();
            copy[changed] ^= 1;
            Files.write(file, copy);
            IOException damaged = assertThrows(IOException.class, () -> read(store, "k"));
            assertEquals(StorageError.OBJECT_DAMAGED, ((IdentityException) damaged.getCause()).code());
        }
        Files.write(file, java.util.Arrays.copyOf(whole, 700));
        assertThrows(IOException.class, () -> read(store, "k"));
    }

    @Test
    public void aPutThatBreaksOffLeavesTheOldObject() throws IOException {
        store.put("k", new ByteArrayInputStream(new byte[]{ 1 }));
        InputStream broken = new InputStream() {
            private int count;

            @Override
            public int read() throws IOException {
                if (count++ > 100) {
                    throw new IOException("cut");
                }
                return 7;
            }
        };
        assertThrows(IdentityException.class, () -> store.put("k", broken));
        assertArrayEquals(new byte[]{ 1 }, read(store, "k"));
        assertEquals(1, Files.walk(folder).filter(Files::isRegularFile).count());
    }

    @Test
    public void keysStayWithinTheFolder() {
        for (String key : List.of("", "/a", "a/", "../a", "a/../b", ".a", "a//b", "A", "a b", "x".repeat(201))) {
            assertThrows(key, IdentityException.class, () -> store.put(key, InputStream.nullInputStream()));
            assertThrows(key, IdentityException.class, () -> store.open(key));
        }
    }

    @Test
    public void writersOfTheSameKeyLeaveOneWholeObject() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> puts = IntStream.range(0, 40).<Callable<String>>mapToObj(
                    i -> () -> store.put("k", new ByteArrayInputStream(content(i, 50_000)))).toList();
            List<String> digests = new java.util.ArrayList<>();
            for (Future<String> put : threads.invokeAll(puts)) {
                digests.add(put.get());
            }
            assertTrue(digests.contains(HexFormat.of().formatHex(Digests.sha256().digest(read(store, "k")))));
        }
    }

    @Test
    public void draftsOfACrashAreRemovedAtALaterStart() throws IOException {
        Path draft = Files.writeString(folder.resolve("put1.draft"), "half");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        new FolderObjectStore(folder);
        assertFalse(Files.exists(draft));
    }

    @Test
    public void anotherStoreOnTheFolderLeavesADraftInWorkAlone() throws IOException {
        FolderObjectStore one = new FolderObjectStore(folder);
        one.put("a", new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                new FolderObjectStore(folder);
                return left-- > 0 ? 'x' : -1;
            }
        });
        assertArrayEquals("xxx".getBytes(StandardCharsets.US_ASCII), read(one, "a"));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static byte[] read(FolderObjectStore store, String key) throws IOException {
        try (InputStream in = store.open(key).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static byte[] content(long seed, int size) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }
}
