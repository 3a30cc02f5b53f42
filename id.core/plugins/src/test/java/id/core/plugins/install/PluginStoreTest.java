package id.core.plugins.install;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.core.plugins.gate.PluginGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PluginStoreTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private PluginStore store;

    @Before
    public void open() throws IOException {
        folder = temporary.getRoot().toPath().resolve("installed");
        store = PluginStore.open(folder);
    }

    @Test
    public void keepsWhatWasStagedUnderItsDigestForLaterStarts() throws IOException {
        store.keep(staged("jar one"), ONE, "/drop/one.jar", Optional.empty());
        List<PluginStore.Entry> entries = PluginStore.open(folder).entries();
        assertEquals(List.of(new PluginStore.Entry(ONE, "/drop/one.jar", folder.resolve(ONE + ".jar"))), entries);
        assertEquals("jar one", Files.readString(entries.getFirst().jar()));
    }

    @Test
    public void aNewVersionTakesThePlaceOfTheOldOne() throws IOException {
        store.keep(staged("old"), ONE, "", Optional.empty());
        store.keep(staged("new"), TWO, "", Optional.of(ONE));
        assertEquals(List.of(TWO), digests());
        assertFalse(Files.exists(folder.resolve(ONE + ".jar")));
    }

    @Test
    public void forgetsForGood() throws IOException {
        store.keep(staged("jar"), ONE, "", Optional.empty());
        store.forget(ONE);
        store.forget(TWO);
        assertEquals(List.of(), PluginStore.open(folder).entries());
        assertEquals(0, jars());
    }

    /** Each state in which an end in mid-work can leave the folder. */
    @Test
    public void anEndInMidWorkLeavesTheOldOrTheNewAndNeverBothOrHalf() throws IOException {
        store.keep(staged("old"), ONE, "", Optional.empty());
        Files.writeString(folder.resolve(TWO + ".jar"), "new, without its note");
        staged("being judged");
        PluginStore.open(folder);
        assertEquals(List.of(ONE), digests());
        assertEquals(1, jars());
        Files.writeString(folder.resolve(TWO + ".jar"), "new");
        Files.writeString(folder.resolve(TWO + ".properties"), "source=\nreplaces=" + ONE + "\n");
        PluginStore.open(folder);
        assertEquals(List.of(TWO), digests());
        assertEquals(1, jars());
    }

    @Test
    public void aJarThatNeverEndsIsCutOff() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        };
        IdentityException refused = assertThrows(IdentityException.class, () -> store.stage(endless));
        assertEquals(GeneralError.TOO_LARGE, refused.code());
        try (Stream<Path> left = Files.list(folder.resolve("staging"))) {
            assertEquals(0, left.count());
        }
        assertTrue(refused.getMessage(), refused.getMessage().contains(PluginGate.MAX_FILE / 1024 / 1024 + " MiB"));
    }

    private Path staged(String content) throws IOException {
        return store.stage(new ByteArrayInputStream(content.getBytes()));
    }

    private List<String> digests() throws IOException {
        return store.entries().stream().map(PluginStore.Entry::sha256).toList();
    }

    private long jars() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".jar")).count();
        }
    }
}
