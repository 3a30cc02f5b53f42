package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.security.KeyDescription;
import id.api.security.KeyType;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class KeyUpkeepTest {
    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final TestKeys.Clock clock = new TestKeys.Clock();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private KeyNode node;

    @Before
    public void makeKeys() {
        vault.clock = clock;
        node = new KeyNode(vault, store, new MemorySealedValues(), clock);
    }

    @After
    public void stop() {
        workers.shutdownNow();
        timer.shutdownNow();
    }

    /** One look after the age of the keys, by a limit; the hourly one does not come in between. */
    private void look(Duration limit) {
        KeySettings settings = new KeySettings(
                new KeySettings.Values(Duration.ofHours(1), Duration.ofHours(1), limit, Duration.ofMinutes(10), 100,
                        Duration.ofDays(1), Duration.ofDays(30)));
        KeyUpkeep upkeep = new KeyUpkeep(node.dataKeys, node.asymmetric, node.kemKeys, node.ring, node.resealer, node.epochs, clock,
                settings, workers,
                timer);
        try {
            upkeep.lookAfterAge();
        } finally {
            upkeep.stop();
        }
    }

    private Set<Integer> newest(boolean rotatable) {
        // A master key of an erasure epoch comes with its epoch.
        return node.ring.list().stream().filter(KeyDescription::newest).filter(key -> !key.series().equals(MasterKeys.EPOCHS))
                .filter(key -> StoredKeyRing.isRotatable(key) == rotatable)
                .map(KeyDescription::version).collect(Collectors.toSet());
    }

    @Test
    public void rotatesWhatIsTooOldOnceAndInTheNameOfTheSystem() {
        clock.pass(Duration.ofDays(30));
        look(Duration.ofDays(30));
        assertEquals("not older yet", Set.of(1), newest(true));
        clock.pass(Duration.ofMillis(1));
        look(Duration.ofDays(30));
        assertEquals(Set.of(2), newest(true));
        assertEquals("index and permutation keys", Set.of(1), newest(false));
        List<AuditEntry> rotated = List.copyOf(node.audit);
        assertTrue(rotated.stream().allMatch(entry -> entry.event().equals("key.rotated") && entry.actor().equals(ClientId.SYSTEM)));
        look(Duration.ofDays(30));
        assertEquals(rotated, node.audit);
    }

    @Test
    public void aKeyThatWasRotatedByHandIsYoung() {
        clock.pass(Duration.ofDays(20));
        node.ring.rotate("identity", new ClientId("operator"));
        clock.pass(Duration.ofDays(11));
        look(Duration.ofDays(30));
        assertEquals(2, node.dataKeys.newestVersion("identity"));
        assertEquals(2, node.dataKeys.newestVersion("link"));
    }

    @Test
    public void zeroIsNever() {
        clock.pass(Duration.ofDays(36_500));
        look(Duration.ZERO);
        assertEquals(Set.of(1), newest(true));
        assertEquals(List.of(), node.audit);
    }

    @Test
    public void completesARotationOfAMasterKeyThatWasCutShort() {
        vault.create("master-link-2", KeyType.AES256_WRAP);
        node = new KeyNode(vault, store, new MemorySealedValues(), clock);
        look(Duration.ZERO);
        assertTrue(store.list().stream().filter(key -> key.purpose().startsWith("link")).count() > 0);
        store.list().stream().filter(key -> key.purpose().startsWith("link"))
                .forEach(key -> assertEquals("master-link-2", key.masterKey()));
    }
}
