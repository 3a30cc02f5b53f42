package id.launcher;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.Before;
import org.junit.Test;

/** What the one provider seals, signs and hashes, the other opens, checks and hashes alike. */
public class CryptographyTest {
    private static final List<Integer> SIZES = List.of(0, 1, 15, 16, 17, 200, 4_096, 1_048_577);

    private final Random random = new Random(11);
    private Provider corretto;
    private List<Provider[]> bothWays;

    @Before
    public void platform() {
        assumeTrue("No Corretto provider for this platform among the tests' libraries",
                System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64"));
        AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        Provider jce = Security.getProvider("SunJCE");
        bothWays = List.of(new Provider[]{ corretto, jce }, new Provider[]{ jce, corretto });
    }

    @Test
    public void sealsAndOpensAlike() throws Exception {
        for (Provider[] way : bothWays) {
            for (int size : SIZES) {
                byte[] plain = bytes(size);
                SecretKeySpec key = new SecretKeySpec(bytes(32), "AES");
                byte[] nonce = bytes(12);
                byte[] sealed = gcm(way[0], Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
                assertArrayEquals(plain, gcm(way[1], Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed));
                sealed[random.nextInt(sealed.length)] ^= 1;
                for (Provider opening : way) {
                    Cipher cipher = gcm(opening, Cipher.DECRYPT_MODE, key, nonce);
                    assertThrows(AEADBadTagException.class, () -> cipher.doFinal(sealed));
                }
            }
        }
    }

    @Test
    public void hashesAlike() throws Exception {
        for (int size : SIZES) {
            byte[] data = bytes(size);
            assertArrayEquals(MessageDigest.getInstance("SHA-256", "SUN").digest(data),
                    MessageDigest.getInstance("SHA-256", corretto).digest(data));
            SecretKeySpec key = new SecretKeySpec(bytes(32), "HmacSHA256");
            assertArrayEquals(hmac(Security.getProvider("SunJCE"), key, data), hmac(corretto, key, data));
        }
    }

    @Test
    public void signsAndAgreesAlike() throws Exception {
        Provider ec = Security.getProvider("SunEC");
        for (Provider[] way : List.of(new Provider[]{ corretto, ec }, new Provider[]{ ec, corretto })) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", way[0]);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair mine = generator.generateKeyPair();
            KeyPair theirs = generator.generateKeyPair();
            for (String algorithm : List.of("SHA256withECDSA", "SHA256withECDSAinP1363Format")) {
                byte[] data = bytes(500);
                Signature signer = Signature.getInstance(algorithm, way[0]);
                signer.initSign(mine.getPrivate());
                signer.update(data);
                byte[] signature = signer.sign();
                assertTrue(verifies(algorithm, way[1], mine.getPublic(), data, signature));
                data[3] ^= 1;
                for (Provider checking : way) {
                    assertFalse(verifies(algorithm, checking, mine.getPublic(), data, signature));
                }
            }
            assertArrayEquals(agreed(way[0], mine.getPrivate(), theirs.getPublic()),
                    agreed(way[1], theirs.getPrivate(), mine.getPublic()));
        }
    }

    @Test
    public void onlyItsTwoWordsAreTaken() {
        assertEquals(Cryptography.AUTO, Cryptography.of(null));
        assertEquals(Cryptography.AUTO, Cryptography.of("auto"));
        assertEquals(Cryptography.JDK, Cryptography.of("jdk"));
        StartFailure refused = assertThrows(StartFailure.class, () -> Cryptography.of("fast"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("idem.crypto is fast: set it to auto or jdk"));
    }

    @Test
    public void isInstalledWhereItIsAskedFor() {
        try {
            Cryptography.JDK.install();
            assertFalse(isFirst());
            Cryptography.AUTO.install();
            assertTrue(isFirst());
        } finally {
            Security.removeProvider(corretto.getName());
        }
    }

    private boolean isFirst() {
        return Security.getProviders()[0].getName().equals(corretto.getName());
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Cipher gcm(Provider provider, int mode, SecretKeySpec key, byte[] nonce) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(nonce);
        return cipher;
    }

    private static byte[] hmac(Provider provider, SecretKeySpec key, byte[] data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256", provider);
        mac.init(key);
        return mac.doFinal(data);
    }

    /** Keys come from bytes, as from a vault: none of another provider's kind. */
    private static boolean verifies(String algorithm, Provider provider, PublicKey key, byte[] data, byte[] signature)
            throws Exception {
        Signature verifier = Signature.getInstance(algorithm, provider);
        verifier.initVerify(KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(key.getEncoded())));
        verifier.update(data);
        return verifier.verify(signature);
    }

    private static byte[] agreed(Provider provider, PrivateKey mine, PublicKey theirs) throws Exception {
        KeyFactory keys = KeyFactory.getInstance("EC", provider);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(keys.generatePrivate(new PKCS8EncodedKeySpec(mine.getEncoded())));
        agreement.doPhase(keys.generatePublic(new X509EncodedKeySpec(theirs.getEncoded())), true);
        return agreement.generateSecret();
    }
}
