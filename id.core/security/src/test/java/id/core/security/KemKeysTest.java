package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.jwk.JWKSet;
import id.api.error.IdentityException;
import id.api.security.KeyDescription;
import id.api.security.KeyDescription.Kind;
import id.api.security.SealedPacket;
import id.api.security.SecurityError;
import id.api.security.Signer;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Test;

/** The life of the keys that packets are sealed to beside the curve. */
public class KemKeysTest {
    private static final ClientId OPERATOR = new ClientId("operator");
    private static final Map<String, Object> OFFERED = Map.of("hybrid", "offered");

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final MemorySealedValues values = new MemorySealedValues();
    private final TestKeys.Clock clock = new TestKeys.Clock();
    private final KeyNode node = node();
    private final PacketSealer sealer = sealer(node);

    private KeyNode node() {
        return new KeyNode(vault, store, values, clock, OFFERED);
    }

    private static PacketSealer sealer(KeyNode node) {
        return new PacketSealer(node.asymmetric, node.kemKeys, new ListedPartners(), TestKeys.packetSettings(OFFERED));
    }

    @Test
    public void isListedAndItsPublicHalfExported() throws Exception {
        KeyDescription key = only(node.ring.list());
        assertEquals("packet.kem-1", key.name());
        assertEquals(Kind.AGREEMENT, key.kind());
        assertEquals("ML-KEM-768", key.algorithm());
        assertEquals("master-packet", key.wrappedBy().orElseThrow());
        String exported = node.ring.publicKeys();
        String kid = node.kemKeys.sealing().orElseThrow().kid();
        assertTrue(exported, exported.contains(kid) && exported.contains("\"alg\":\"ML-KEM-768\""));
        // Who does not know the type reads the others.
        assertEquals(Signer.Purpose.values().length + 2, JWKSet.parse(exported).getKeys().size());
    }

    @Test
    public void theSeedHasTheLengthOfFips203AndLeavesTheStoreWrappedOnly() {
        assertEquals(64, node.dataKeys.key(DataKeys.KEM, 1).getEncoded().length);
        assertTrue(store.list().stream().filter(key -> key.purpose().equals(DataKeys.KEM)).allMatch(key -> key.wrapped().size() > 64));
    }

    @Test
    public void rotatesAndOpensWhatIsSealedToTheEarlierOnes() {
        KeyNode other = node();
        SealedPacket first = sealer.seal(PacketSealerTest.packet());
        assertEquals(List.of("packet.kem-2"), node.ring.rotate(DataKeys.KEM, OPERATOR).stream().map(KeyDescription::name).toList());
        SealedPacket second = sealer.seal(PacketSealerTest.packet());
        assertNotEquals(kid(first), kid(second));
        for (PacketSealer each : List.of(sealer, sealer(other), sealer(node()))) {
            PacketSealerTest.assertSame(PacketSealerTest.packet(), each.receive(first).packet());
            PacketSealerTest.assertSame(PacketSealerTest.packet(), each.receive(second).packet());
        }
        clock.pass(Duration.ofMinutes(2));
        assertEquals(kid(second), kid(sealer(other).seal(PacketSealerTest.packet())));
    }

    @Test
    public void staysReadableUnderANewMasterKey() {
        SealedPacket sealed = sealer.seal(PacketSealerTest.packet());
        node.ring.rotate("master-packet", OPERATOR);
        assertEquals("master-packet-2", only(node.ring.list()).wrappedBy().orElseThrow());
        PacketSealerTest.assertSame(PacketSealerTest.packet(), sealer(node()).open(sealed).packet());
    }

    @Test
    public void isKeptWhilePacketsMayBeSealedToIt() {
        assertEquals(SecurityError.KEY_IN_USE, refusal("packet.kem-1").code());
        node.ring.rotate(DataKeys.KEM, OPERATOR);
        assertTrue(refusal("packet.kem-1").getMessage(), refusal("packet.kem-1").getMessage().contains("Wait until"));
        clock.pass(Duration.ofMinutes(11));
        assertEquals(SecurityError.KEY_IN_USE, refusal("packet.kem-1").code());
    }

    /** As when it was restored from a backup of before, or removed by another node. */
    @Test
    public void refusesAPacketToAKeyThatIsGone() {
        SealedPacket sealed = sealer.seal(PacketSealerTest.packet());
        node.ring.rotate(DataKeys.KEM, OPERATOR);
        store.replace(store.list().stream().filter(key -> !key.purpose().equals(DataKeys.KEM) || key.version() == 2).toList());
        node.dataKeys.refresh();
        IdentityException refused = assertThrows(IdentityException.class, () -> sealer.open(sealed));
        assertEquals(SecurityError.PACKET_SEAL_INVALID, refused.code());
    }

    @Test
    public void isMadeWhenTheSettingIsSwitchedOnAndNotBefore() {
        MemoryDataKeyStore fresh = new MemoryDataKeyStore();
        KeyNode off = new KeyNode(vault, fresh, values, clock);
        assertTrue(fresh.list().stream().noneMatch(key -> key.purpose().equals(DataKeys.KEM)));
        assertTrue(off.kemKeys.sealing().isEmpty());
        off.kemKeys.change(TestKeys.config(OFFERED));
        assertEquals("packet.kem-1", only(off.ring.list()).name());
        assertTrue(off.kemKeys.sealing().isPresent());
    }

    @Test
    public void isMadeLaterWhereTheVaultWasAway() {
        KeyNode off = new KeyNode(vault, new MemoryDataKeyStore(), values, clock);
        vault.unavailable = true;
        assertThrows(IdentityException.class, () -> off.kemKeys.change(TestKeys.config(Map.of("hybrid", "required"))));
        assertEquals(SecurityError.VAULT_UNAVAILABLE, assertThrows(IdentityException.class, off.kemKeys::sealing).code());
        vault.unavailable = false;
        off.kemKeys.provide();
        assertTrue(off.kemKeys.sealing().isPresent());
    }

    private IdentityException refusal(String key) {
        return assertThrows(IdentityException.class, () -> node.ring.revoke(key, OPERATOR));
    }

    private static String kid(SealedPacket sealed) {
        String text = new String(sealed.content().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replaceFirst("(?s).*\"kemKid\":\"([^\"]*)\".*", "$1");
    }

    private static KeyDescription only(List<KeyDescription> keys) {
        List<KeyDescription> found = keys.stream().filter(key -> key.series().equals(DataKeys.KEM)).collect(Collectors.toList());
        assertEquals(1, found.size());
        return found.getFirst();
    }
}
