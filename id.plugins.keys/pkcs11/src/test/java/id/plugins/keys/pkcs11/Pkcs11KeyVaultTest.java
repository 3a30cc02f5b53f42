package id.plugins.keys.pkcs11;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.tck.KeyVaultContract;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.security.AuthProvider;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.security.spec.ECGenParameterSpec;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** The contract on a token, what never leaves it, and sessions that are lost. */
public class Pkcs11KeyVaultTest extends KeyVaultContract {
    private Pkcs11KeyVault vault;

    @BeforeClass
    public static void makeTokens() throws Exception {
        SoftHsm.require();
    }

    @Before
    public void open() throws Exception {
        vault = new Pkcs11KeyVault(SoftHsm.settings());
    }

    @After
    public void close() {
        vault.close();
    }

    @Override
    protected KeyVault vault() {
        return vault;
    }

    @Override
    protected void reopen() throws Exception {
        vault.close();
        vault = new Pkcs11KeyVault(SoftHsm.settings());
    }

    @Override
    protected Set<KeyType> types() {
        return EnumSet.complementOf(EnumSet.of(KeyType.ED25519_SIGN));
    }

    @Test
    public void privateAndSecretKeysStayOnTheToken() throws Exception {
        vault.create("stays-sign", KeyType.P256_SIGN);
        vault.create("stays-agree", KeyType.P256_AGREE);
        vault.create("stays-wrap", KeyType.AES256_WRAP);
        KeyStore store = KeyStore.getInstance("PKCS11", SoftHsm.beside());
        store.load(null, SoftHsm.PIN.toCharArray());
        List<String> seen = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.startsWith("stays-")) {
                Key key = store.getKey(alias, null);
                assertNull(key.getEncoded());
                assertTrue(key.toString(), key.toString().contains("sensitive, unextractable"));
                seen.add(alias.substring(0, alias.indexOf('@')));
            }
        }
        assertEquals(Set.of("stays-sign", "stays-agree", "stays-wrap"), Set.copyOf(seen));
    }

    @Test
    public void logsInAnewWhenTheLoginIsGone() throws Exception {
        worksAfter(() -> SoftHsm.beside().logout());
    }

    @Test
    public void logsInAnewWhenTheSessionsAreGone() throws Exception {
        worksAfter(Pkcs11KeyVaultTest::closeAllSessions);
    }

    @Test
    public void makesAKeyWhenTheSessionsAreGone() throws Exception {
        closeAllSessions();
        assertEquals("made-after-loss", vault.create("made-after-loss", KeyType.P256_AGREE).name());
        SoftHsm.beside().logout();
        assertTrue(vault.keys().stream().anyMatch(key -> key.name().equals("made-after-loss")));
    }

    @Test
    public void noCallFailsForALossWhileManyWork() throws Exception {
        vault.create("busy", KeyType.AES256_WRAP);
        byte[] dataKey = new byte[32];
        byte[] wrapped = vault.wrap("busy", dataKey);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                workers.add(threads.submit(() -> {
                    int done = 0;
                    while (!over.get()) {
                        assertArrayEquals(dataKey, vault.unwrap("busy", wrapped));
                        done++;
                    }
                    return done;
                }));
            }
            Thread.sleep(300);
            SoftHsm.beside().logout();
            Thread.sleep(1500);
            over.set(true);
            for (Future<Integer> worker : workers) {
                assertTrue(worker.get() > 0);
            }
        }
    }

    @Test
    public void seesWhatAnotherNodeMade() throws Exception {
        Pkcs11KeyVault other = new Pkcs11KeyVault(SoftHsm.settings());
        other.create("of-another-node", KeyType.P256_SIGN);
        assertEquals(other.publicKey("of-another-node"), vault.publicKey("of-another-node"));
        assertEquals(other.create("of-another-node", KeyType.P256_SIGN),
                vault.create("of-another-node", KeyType.P256_SIGN));
    }

    @Test
    public void ofTwoKeysWithOneNameTheOlderCountsAndBothUnwrap() throws Exception {
        vault.create("twice", KeyType.AES256_WRAP);
        byte[] older = vault.wrap("twice", new byte[16]);
        AuthProvider beside = SoftHsm.beside();
        KeyStore store = KeyStore.getInstance("PKCS11", beside);
        store.load(null, SoftHsm.PIN.toCharArray());
        KeyLabel earlier = new KeyLabel("twice", Instant.EPOCH);
        store.setEntry(earlier.text(), KeyMaker.make(beside, earlier, KeyType.AES256_WRAP), null);
        reopen();
        assertEquals(Instant.EPOCH, vault.create("twice", KeyType.AES256_WRAP).createdAt());
        assertArrayEquals(new byte[16], vault.unwrap("twice", older));
        assertArrayEquals(new byte[17], vault.unwrap("twice", vault.wrap("twice", new byte[17])));
    }

    private interface Loss {
        void happens() throws Exception;
    }

    private void worksAfter(Loss loss) throws Exception {
        vault.create("lost-sign", KeyType.P256_SIGN);
        vault.create("lost-agree", KeyType.P256_AGREE);
        vault.create("lost-wrap", KeyType.AES256_WRAP);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair other = generator.generateKeyPair();
        byte[] secret = vault.agree("lost-agree", other.getPublic());
        byte[] wrapped = vault.wrap("lost-wrap", new byte[32]);
        loss.happens();
        assertEquals(64, vault.sign("lost-sign", new byte[3]).length);
        loss.happens();
        assertArrayEquals(secret, vault.agree("lost-agree", other.getPublic()));
        loss.happens();
        assertArrayEquals(new byte[32], vault.unwrap("lost-wrap", wrapped));
        loss.happens();
        assertArrayEquals(new byte[32], vault.unwrap("lost-wrap", vault.wrap("lost-wrap", new byte[32])));
        loss.happens();
        assertTrue(vault.keys().size() >= 3);
    }

    /** What a network module does when its line breaks: every handle that the process holds is worth nothing. */
    private static void closeAllSessions() throws Exception {
        AuthProvider provider = SoftHsm.beside();
        Field field = provider.getClass().getDeclaredField("p11");
        field.setAccessible(true);
        Object functions = field.get(provider);
        var close = functions.getClass().getMethod("C_CloseSession", long.class);
        close.setAccessible(true);
        for (long handle = 1; handle < 5_000; handle++) {
            try {
                close.invoke(functions, handle);
            } catch (InvocationTargetException notOpen) {
                assertTrue(String.valueOf(notOpen.getCause().getMessage()),
                        notOpen.getCause().getMessage().startsWith("CKR_SESSION_HANDLE_INVALID"));
            }
        }
    }
}
