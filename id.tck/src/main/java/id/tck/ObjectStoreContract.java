package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.storage.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

/** Objects: whole or not at all, under keys that lead nowhere else. */
public abstract class ObjectStoreContract {
    /** The store to test. */
    protected abstract ObjectStore store();

    private static String key() {
        return "tests/" + Samples.hex128();
    }

    private String put(String key, byte[] content) {
        return store().put(key, new ByteArrayInputStream(content));
    }

    private Optional<byte[]> read(String key) throws IOException {
        Optional<InputStream> opened = store().open(key);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = opened.get()) {
            return Optional.of(content.readAllBytes());
        }
    }

    private static void assertContent(byte[] expected, Optional<byte[]> actual) {
        org.junit.Assert.assertArrayEquals(expected, actual.orElseThrow());
    }

    @Test
    public void givesBackAllThatItWasGiven() throws Exception {
        for (int size : new int[]{ 0, 1, 8_191, 8_192, 8_193, 3_000_000 }) {
            byte[] content = Samples.bytes(size);
            String key = key();
            assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                    put(key, content));
            assertContent(content, read(key));
        }
    }

    @Test
    public void putReplacesAsAWhole() throws Exception {
        String key = key();
        put(key, Samples.bytes(10_000));
        byte[] next = Samples.bytes(10);
        put(key, next);
        assertContent(next, read(key));
    }

    @Test
    public void contentThatBreaksOffLeavesWhatWasThere() throws Exception {
        String key = key();
        byte[] before = Samples.bytes(100);
        put(key, before);
        AtomicBoolean begun = new AtomicBoolean();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                if (begun.getAndSet(true)) {
                    throw new IOException("broken");
                }
                return 1;
            }
        };
        assertThrows(RuntimeException.class, () -> store().put(key, broken));
        assertContent(before, read(key));
    }

    @Test
    public void deletedOneIsGone() throws Exception {
        String key = key();
        assertFalse(store().delete(key));
        put(key, Samples.bytes(5));
        assertTrue(store().delete(key));
        assertFalse(store().delete(key));
        assertEquals(Optional.empty(), store().open(key));
    }

    @Test
    public void doesNotCloseWhatItReads() {
        AtomicBoolean closed = new AtomicBoolean();
        store().put(key(), new ByteArrayInputStream(Samples.bytes(5)) {
            @Override
            public void close() {
                closed.set(true);
            }
        });
        assertFalse(closed.get());
    }

    @Test
    public void refusesKeysThatLeadElsewhere() {
        for (String key : List.of("", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", ".a", "a/.b", "A", "a b",
                "a\\b", "a\u0000", "a".repeat(201))) {
            Samples.refuses(GeneralError.INVALID_VALUE, "key", () -> put(key, new byte[1]));
            Samples.refuses(GeneralError.INVALID_VALUE, "key", () -> store().open(key));
            Samples.refuses(GeneralError.INVALID_VALUE, "key", () -> store().delete(key));
        }
    }

    @Test
    public void takesTheLongestKey() throws Exception {
        String key = "packets/" + "a".repeat(192);
        byte[] content = Samples.bytes(3);
        put(key, content);
        assertContent(content, read(key));
        store().delete(key);
    }

    @Test
    public void keyMayBeTheBeginningOfAnother() throws Exception {
        String key = key();
        put(key, Samples.bytes(3));
        put(key + "/more", Samples.bytes(4));
        assertEquals(3, read(key).orElseThrow().length);
        assertEquals(4, read(key + "/more").orElseThrow().length);
    }

    @Test
    public void racingPutsLeaveOneOfThem() throws Exception {
        String key = key();
        List<String> digests = Race.run(8, () -> put(key, Samples.bytes(50_000)));
        byte[] left = read(key).orElseThrow();
        assertTrue(digests.contains(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(left))));
    }
}
