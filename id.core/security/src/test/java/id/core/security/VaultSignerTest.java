package id.core.security;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import id.api.security.KeyType;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.Test;

public class VaultSignerTest {
    private static final Bytes INPUT = Bytes.utf8("input");

    private final MemoryVault vault = new MemoryVault();

    @Test
    public void signsWhatItsPublicKeysVerify() throws Exception {
        VaultSigner signer = TestKeys.signer(vault);
        Set<String> keyIds = new HashSet<>();
        for (Signer.Purpose purpose : Signer.Purpose.values()) {
            JWK key = JWKSet.parse(signer.publicKeys(purpose)).getKeys().getFirst();
            assertEquals(signer.keyId(purpose), key.getKeyID());
            assertEquals(key.computeThumbprint().toString(), key.getKeyID());
            assertEquals(signer.algorithm(purpose), key.getAlgorithm().getName());
            assertFalse(key.isPrivate());
            assertTrue(verifies(key, signer.sign(purpose, INPUT).toArray()));
            keyIds.add(key.getKeyID());
        }
        assertEquals(Signer.Purpose.values().length, keyIds.size());
    }

    @Test
    public void algorithmsAreThoseOfTheContract() {
        VaultSigner signer = TestKeys.signer(vault);
        assertEquals("ES256", signer.algorithm(Signer.Purpose.ACCESS_TOKEN));
        assertEquals("EdDSA", signer.algorithm(Signer.Purpose.CREDENTIAL));
        assertEquals("ES256", signer.algorithm(Signer.Purpose.VERIFICATION_PROOF));
        assertEquals("ES256", signer.algorithm(Signer.Purpose.AUDIT));
    }

    @Test
    public void knowsItsOwnSignaturesFromOthers() {
        VaultSigner signer = TestKeys.signer(vault);
        VaultSigner other = TestKeys.signer(new MemoryVault());
        for (Signer.Purpose purpose : Signer.Purpose.values()) {
            String keyId = signer.keyId(purpose);
            Bytes signature = signer.sign(purpose, INPUT);
            assertEquals(SignatureCheck.FITS, signer.check(purpose, keyId, INPUT, signature));
            assertEquals(SignatureCheck.DOES_NOT_FIT, signer.check(purpose, keyId, Bytes.utf8("other"), signature));
            assertEquals(SignatureCheck.DOES_NOT_FIT,
                    signer.check(purpose, keyId, INPUT, other.sign(purpose, INPUT)));
            assertEquals(SignatureCheck.DOES_NOT_FIT, signer.check(purpose, keyId, INPUT, Bytes.utf8("short")));
            assertEquals(SignatureCheck.KEY_UNKNOWN, signer.check(purpose, other.keyId(purpose), INPUT, signature));
        }
        // A key of one purpose speaks for no other.
        assertEquals(SignatureCheck.KEY_UNKNOWN, signer.check(Signer.Purpose.AUDIT,
                signer.keyId(Signer.Purpose.ACCESS_TOKEN), INPUT, signer.sign(Signer.Purpose.ACCESS_TOKEN, INPUT)));
    }

    @Test
    public void recognizesWhatAnEarlierKeySigned() {
        VaultSigner before = TestKeys.signer(vault);
        String keyId = before.keyId(Signer.Purpose.AUDIT);
        Bytes signature = before.sign(Signer.Purpose.AUDIT, INPUT);
        vault.create("sign-audit-2", KeyType.P256_SIGN);
        VaultSigner after = TestKeys.signer(vault);
        assertNotEquals(keyId, after.keyId(Signer.Purpose.AUDIT));
        assertEquals(SignatureCheck.FITS, after.check(Signer.Purpose.AUDIT, keyId, INPUT, signature));
    }

    @Test
    public void signsCredentialsByEs256WhereTheVaultHasNoEdwardsKeys() throws Exception {
        vault.withoutEdwards = true;
        VaultSigner signer = TestKeys.signer(vault);
        assertEquals("ES256", signer.algorithm(Signer.Purpose.CREDENTIAL));
        JWK key = JWKSet.parse(signer.publicKeys(Signer.Purpose.CREDENTIAL)).getKeys().getFirst();
        assertTrue(verifies(key, signer.sign(Signer.Purpose.CREDENTIAL, INPUT).toArray()));
        vault.withoutEdwards = false;
        assertEquals("a vault that learns Ed25519 changes no series", signer.keyId(Signer.Purpose.CREDENTIAL),
                TestKeys.signer(vault).keyId(Signer.Purpose.CREDENTIAL));
    }

    @Test
    public void keepsItsKeysOverARestart() {
        String before = TestKeys.signer(vault).publicKeys(Signer.Purpose.CREDENTIAL);
        assertEquals(before, TestKeys.signer(vault).publicKeys(Signer.Purpose.CREDENTIAL));
    }

    @Test
    public void signsWithTheNewestKeyAndShowsAll() throws Exception {
        VaultSigner before = TestKeys.signer(vault);
        vault.create("sign-access-token-2", KeyType.P256_SIGN);
        vault.create("sign-access-token-10", KeyType.P256_SIGN);
        vault.create("sign-access-token-x", KeyType.P256_SIGN);
        VaultSigner after = TestKeys.signer(vault);
        var keys = JWKSet.parse(after.publicKeys(Signer.Purpose.ACCESS_TOKEN)).getKeys();
        assertEquals(3, keys.size());
        assertEquals(before.keyId(Signer.Purpose.ACCESS_TOKEN), keys.get(2).getKeyID());
        assertEquals(after.keyId(Signer.Purpose.ACCESS_TOKEN), keys.get(0).getKeyID());
        assertArrayEquals(vault.publicKey("sign-access-token-10").getEncoded(),
                keys.get(0).toECKey().toECPublicKey().getEncoded());
    }

    private static boolean verifies(JWK key, byte[] signature) throws Exception {
        if (key instanceof OctetKeyPair okp) {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(edwards(okp.getX().decode()));
            check.update(INPUT.toArray());
            return check.verify(signature);
        }
        return P256.verifies(key.toECKey().toECPublicKey(), INPUT.toArray(), signature);
    }

    private static PublicKey edwards(byte[] x) throws GeneralSecurityException {
        byte[] bigEndian = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            bigEndian[i] = x[x.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPublicKey key = (EdECPublicKey) KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, Arrays.copyOf(bigEndian, 32)))));
        return key;
    }
}
