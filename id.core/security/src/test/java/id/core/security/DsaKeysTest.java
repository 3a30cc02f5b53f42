package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.KeyDescription;
import id.api.security.KeyDescription.Kind;
import id.api.security.SecurityError;
import id.api.security.SignatureCheck;
import id.api.security.Signer.Purpose;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** The keys that sign the audit trail a second time. */
public class DsaKeysTest {
    private static final ClientId OPERATOR = new ClientId("operator");
    private static final Bytes TEXT = Bytes.utf8("the end of the chain");

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final TestKeys.Clock clock = new TestKeys.Clock();
    private final KeyNode node = node();

    private KeyNode node() {
        return new KeyNode(vault, store, new MemorySealedValues(), clock);
    }

    @Test
    public void isMadeWhenItIsAskedFor() {
        assertTrue(keys().isEmpty());
        assertFalse(node.ring.publicKeys().contains("ML-DSA-65"));
        String kid = node.signer.secondKeyId(Purpose.AUDIT);
        assertEquals(kid, node.signer.secondKeyId(Purpose.AUDIT));
        KeyDescription key = keys().getFirst();
        assertEquals("audit.dsa-1", key.name());
        assertEquals(Kind.SIGNING, key.kind());
        assertEquals("ML-DSA-65", key.algorithm());
        assertEquals("master-audit", key.wrappedBy().orElseThrow());
        for (String exported : List.of(node.ring.publicKeys(), node.signer.publicKeys(Purpose.AUDIT))) {
            assertTrue(exported, exported.contains(kid) && exported.contains("\"alg\":\"ML-DSA-65\"") && !exported.contains("\"priv\""));
        }
    }

    @Test
    public void signsWhatItsPublicHalfVerifies() {
        String kid = node.signer.secondKeyId(Purpose.AUDIT);
        Bytes signature = node.signer.signSecond(Purpose.AUDIT, kid, TEXT);
        assertEquals(3_309, signature.size());
        assertEquals(SignatureCheck.FITS, node().signer.checkSecond(Purpose.AUDIT, kid, TEXT, signature));
        assertEquals(SignatureCheck.DOES_NOT_FIT, node.signer.checkSecond(Purpose.AUDIT, kid, Bytes.utf8("another"), signature));
        byte[] changed = signature.toArray();
        changed[3_000] ^= 1;
        assertEquals(SignatureCheck.DOES_NOT_FIT, node.signer.checkSecond(Purpose.AUDIT, kid, TEXT, Bytes.of(changed)));
        assertEquals(SignatureCheck.DOES_NOT_FIT, node.signer.checkSecond(Purpose.AUDIT, kid, TEXT, Bytes.of(new byte[64])));
        assertEquals(SignatureCheck.KEY_UNKNOWN, node.signer.checkSecond(Purpose.AUDIT, "other", TEXT, signature));
    }

    @Test
    public void noKeyOfOneKindStandsForTheOther() {
        String first = node.signer.keyId(Purpose.AUDIT);
        String second = node.signer.secondKeyId(Purpose.AUDIT);
        assertEquals(SignatureCheck.KEY_UNKNOWN,
                node.signer.check(Purpose.AUDIT, second, TEXT, node.signer.signSecond(Purpose.AUDIT, second, TEXT)));
        assertEquals(SignatureCheck.KEY_UNKNOWN,
                node.signer.checkSecond(Purpose.AUDIT, first, TEXT, node.signer.sign(Purpose.AUDIT, TEXT)));
        assertEquals(SecurityError.KEY_TYPE_UNSUPPORTED,
                assertThrows(IdentityException.class, () -> node.signer.secondKeyId(Purpose.CREDENTIAL)).code());
    }

    @Test
    public void rotatesAndVerifiesWhatTheEarlierOnesSigned() {
        String first = node.signer.secondKeyId(Purpose.AUDIT);
        Bytes signature = node.signer.signSecond(Purpose.AUDIT, first, TEXT);
        node.ring.rotate(DataKeys.DSA, OPERATOR);
        node.ring.rotate("master-audit", OPERATOR);
        assertNotEquals(first, node.signer.secondKeyId(Purpose.AUDIT));
        assertEquals(SignatureCheck.FITS, node().signer.checkSecond(Purpose.AUDIT, first, TEXT, signature));
        clock.pass(Duration.ofMinutes(11));
        IdentityException kept = assertThrows(IdentityException.class, () -> node.ring.revoke("audit.dsa-1", OPERATOR));
        assertEquals(SecurityError.KEY_IN_USE, kept.code());
        assertTrue(kept.getMessage(), kept.getMessage().contains("stays in the store"));
    }

    @Test
    public void verifiesWhileTheVaultIsAway() {
        String kid = node.signer.secondKeyId(Purpose.AUDIT);
        Bytes signature = node.signer.signSecond(Purpose.AUDIT, kid, TEXT);
        vault.unavailable = true;
        clock.pass(Duration.ofDays(1));
        assertEquals(SignatureCheck.FITS, node.signer.checkSecond(Purpose.AUDIT, kid, TEXT, signature));
    }

    private List<KeyDescription> keys() {
        return node.ring.list().stream().filter(key -> key.series().equals(DataKeys.DSA)).toList();
    }
}
