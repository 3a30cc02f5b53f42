package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.ErasureEpoch;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class StoredErasureEpochsTest {
    private static final Bytes PLAIN = Bytes.utf8("a name");

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final MemorySealedValues values = new MemorySealedValues();
    private final TestKeys.Clock clock = new TestKeys.Clock();
    private final KeyNode node = new KeyNode(vault, store, values, clock);

    @Test
    public void nothingHappensWhereNothingWasDeleted() {
        clock.pass(Duration.ofDays(400));
        node.epochs.keep();
        assertEquals(1, node.epochs.list().size());
    }

    @Test
    public void erasuresOfADayAreCollected() {
        node.epochs.deleted();
        clock.pass(Duration.ofHours(23));
        node.epochs.keep();
        assertEquals(1, node.epochs.list().size());
        clock.pass(Duration.ofHours(1));
        node.epochs.keep();
        node.epochs.keep();
        assertEquals(2, node.epochs.list().size());
        assertTrue(node.epochs.list().getLast().current());
        clock.pass(Duration.ofDays(2));
        node.epochs.keep();
        assertEquals("nothing was deleted since", 2, node.epochs.list().size());
    }

    /** A backup of before the erasure, all of it, with the vault of afterwards. */
    @Test
    public void aBackupTellsNothingOfTheErasedAndOthersLiveOn() {
        put("erased");
        put("other");
        SealedValue backup = values.value(SealedPlace.ATTRIBUTES, "erased");
        List<WrappedKey> backedUp = store.list();

        values.remove(SealedPlace.ATTRIBUTES, "erased");
        node.epochs.deleted();
        moveOn();
        assertEquals("the backup can be restored for now", PLAIN, open("erased", backup));
        ErasureEpoch first = node.epochs.list().getFirst();
        assertTrue(first.destroyAfter().orElseThrow().isAfter(clock.instant().plus(Duration.ofDays(29))));

        clock.pass(Duration.ofDays(31));
        node.epochs.keep();
        assertEquals(1, node.epochs.list().size());
        assertEquals(List.of("master-erasure-2"),
                node.dataKeys.masters().of(MasterKeys.EPOCHS).stream().map(MasterKeys.Master::name).toList());
        assertEquals(PLAIN, open("other", values.value(SealedPlace.ATTRIBUTES, "other")));
        assertClosed(node, backup);
        KeyNode restarted = new KeyNode(vault, store, values, clock);
        assertClosed(restarted, backup);
        // With the rows of the backup the keys are named again, and the vault has not got them.
        store.replace(backedUp);
        assertThrows(IdentityException.class, () -> new KeyNode(vault, store, values, clock));
        assertEquals(List.of("erasure.epoch-begun DONE", "erasure.key-destroyed STARTED", "erasure.key-destroyed DONE"),
                node.audit.stream().map(entry -> entry.event() + " " + entry.outcome()).toList());
    }

    @Test
    public void aKeyStaysWhileAnythingIsUnderIt() {
        put("other");
        node.epochs.deleted();
        moveOn();
        clock.pass(Duration.ofDays(31));
        // Somebody restored a record from a backup by hand.
        SealedValue old = sealedUnder(1);
        values.put(SealedPlace.ATTRIBUTES, "restored", "restored", old);
        node.epochs.keep();
        assertEquals(2, node.epochs.list().size());
        assertFalse("it is looked at once more",
                node.resealer.progress().stream().allMatch(each -> each.finished()));
    }

    @Test
    public void aKillBetweenStoreAndVaultIsMadeGood() {
        put("other");
        node.epochs.deleted();
        moveOn();
        clock.pass(Duration.ofDays(31));
        // The row went, and then the power.
        WrappedKey key = node.dataKeys.read().find(new KeyCatalog.Name("erasure", 1)).orElseThrow();
        assertTrue(store.remove(key));
        KeyNode restarted = new KeyNode(vault, store, values, clock);
        restarted.epochs.keep();
        assertEquals(1, restarted.dataKeys.masters().of(MasterKeys.EPOCHS).size());
        assertEquals(PLAIN, open("other", values.value(SealedPlace.ATTRIBUTES, "other")));
    }

    @Test
    public void keysOfEpochsAreNotWrappedAnew() {
        node.ring.rotate("erasure", new id.api.value.ClientId("operator"));
        assertEquals(0, node.dataKeys.rewrapAll(MasterKeys.EPOCHS));
        assertEquals("master-erasure",
                node.dataKeys.read().find(new KeyCatalog.Name("erasure", 1)).orElseThrow().masterKey());
        assertEquals(SecurityError.KEY_IN_USE, assertThrows(IdentityException.class,
                () -> node.ring.revoke("erasure-1", new id.api.value.ClientId("operator"))).code());
    }

    private SealedValue sealedUnder(int epoch) {
        KeyNode earlier = new KeyNode(vault, oldStore(epoch), values, clock);
        return earlier.cipher.seal(SealedPlace.ATTRIBUTES.purpose(), SealedPlace.ATTRIBUTES.context("restored"), PLAIN);
    }

    private MemoryDataKeyStore oldStore(int epoch) {
        MemoryDataKeyStore old = new MemoryDataKeyStore();
        old.replace(store.list().stream().filter(key -> !key.purpose().equals("erasure") || key.version() <= epoch).toList());
        return old;
    }

    /** A day, the new epoch, and everything is moved into it. */
    private void moveOn() {
        clock.pass(Duration.ofDays(1));
        node.epochs.keep();
        clock.pass(Duration.ofMinutes(2));
        node.resealer.takeTurn(() -> false);
        assertEquals(2, AesFieldCipher.epochIn(AesFieldCipher.generation(values.value(SealedPlace.ATTRIBUTES, "other"))));
    }

    private void put(String person) {
        values.put(SealedPlace.ATTRIBUTES, person, person,
                node.cipher.seal(SealedPlace.ATTRIBUTES.purpose(), SealedPlace.ATTRIBUTES.context(person), PLAIN));
    }

    private Bytes open(String person, SealedValue value) {
        return node.cipher.open(SealedPlace.ATTRIBUTES.purpose(), SealedPlace.ATTRIBUTES.context(person), value);
    }

    private static void assertClosed(KeyNode node, SealedValue backup) {
        IdentityException refused = assertThrows(IdentityException.class, () -> node.cipher.open(
                SealedPlace.ATTRIBUTES.purpose(), SealedPlace.ATTRIBUTES.context("erased"), backup));
        assertEquals(SecurityError.SEALED_VALUE_INVALID, refused.code());
    }
}
