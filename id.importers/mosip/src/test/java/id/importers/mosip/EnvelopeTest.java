package id.importers.mosip;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.importers.mosip.MosipWriter.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class EnvelopeTest {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final byte[] PLAIN = "a zip file".getBytes(StandardCharsets.UTF_8);
    private static MosipKeys made;
    private static PacketKeys keys;

    @BeforeClass
    public static void makeKeys() throws Exception {
        made = new MosipKeys(FOLDER.newFolder().toPath());
        keys = PacketKeys.of(made.store("registration", "renewed"), MosipKeys.PASSWORD.toCharArray());
    }

    /** Sealed once by another program (Python's cryptography), byte for byte after the layout: nothing here wrote them. */
    @Test
    public void opensWhatAnotherProgramSealed() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = EnvelopeTest.class.getResourceAsStream("frozen/keys.p12")) {
            store.load(in, "frozen".toCharArray());
        }
        PacketKeys frozen = PacketKeys.of(store, "frozen".toCharArray());
        for (String layout : new String[]{ "bare", "thumbprint", "ver_r2" }) {
            assertEquals(layout, "What was sealed by another program, in 2026",
                    new String(Envelope.open(frozen(layout), frozen, "packet"), StandardCharsets.UTF_8));
        }
        assertEquals("VER_R2", new String(frozen("ver_r2"), 44, 6, StandardCharsets.US_ASCII));
    }

    private static byte[] frozen(String layout) throws IOException {
        try (InputStream in = EnvelopeTest.class.getResourceAsStream("frozen/" + layout + ".base64")) {
            return Base64.getMimeDecoder().decode(in.readAllBytes());
        }
    }

    @Test
    public void opensEveryLayoutByWhicheverKeyItIsFor() throws Exception {
        for (Layout layout : Layout.values()) {
            for (String name : new String[]{ "registration", "renewed" }) {
                assertArrayEquals(PLAIN, Envelope.open(MosipWriter.seal(PLAIN, made.certificate(name), layout), keys, "packet"));
            }
        }
    }

    @Test
    public void namesTheCertificateWhoseKeyIsMissing() throws Exception {
        for (Layout layout : new Layout[]{ Layout.THUMBPRINT, Layout.VER_R2 }) {
            IdentityException refused = refused(MosipWriter.seal(PLAIN, made.certificate("foreign"), layout));
            assertEquals(ImportError.KEY_MISSING, refused.code());
            assertEquals("packet", refused.field());
            String thumbprint = HexFormat.of().withUpperCase()
                    .formatHex(MosipWriter.sha256(made.certificate("foreign").getEncoded()));
            assertTrue(refused.getMessage(), refused.getMessage().contains(thumbprint));
        }
    }

    @Test
    public void saysWhenNoKeyOpensAnEnvelopeWithoutThumbprint() throws Exception {
        assertEquals(ImportError.ENVELOPE_NOT_OPENED,
                refused(MosipWriter.seal(PLAIN, made.certificate("foreign"), Layout.BARE)).code());
    }

    @Test
    public void refusesAThumbprintThatIsAnotherKeys() throws Exception {
        byte[] sealed = MosipWriter.seal(PLAIN, made.certificate("registration"), Layout.VER_R2);
        System.arraycopy(MosipWriter.sha256(made.certificate("renewed").getEncoded()), 0, sealed, 50, 32);
        assertEquals(ImportError.ENVELOPE_NOT_OPENED, refused(sealed).code());
    }

    /** Every byte counts: nonce, AAD, version, thumbprint, wrapped key, splitter, data and tag. */
    @Test
    public void refusesAChangeOfAnyByte() throws Exception {
        for (Layout layout : Layout.values()) {
            byte[] sealed = MosipWriter.seal(PLAIN, made.certificate("registration"), layout);
            for (int i = 0; i < sealed.length; i += i > 60 && i < 290 ? 70 : 3) {
                byte[] changed = sealed.clone();
                changed[i] ^= 1;
                refused(changed);
            }
        }
    }

    @Test
    public void refusesWhatIsCutShort() throws Exception {
        byte[] sealed = MosipWriter.seal(PLAIN, made.certificate("registration"), Layout.VER_R2);
        for (int length : new int[]{ 0, 11, 43, 44, 50, 300, 338, 351, 352, 367 }) {
            assertEquals(ImportError.ENVELOPE_MALFORMED, refused(Arrays.copyOf(sealed, length)).code());
        }
        assertEquals(ImportError.ENVELOPE_NOT_OPENED, refused(Arrays.copyOf(sealed, sealed.length - 1)).code());
    }

    @Test
    public void aKeyStoreWithoutPrivateKeysIsNone() throws Exception {
        KeyStore store = made.store();
        store.setCertificateEntry("registration", made.certificate("registration"));
        IdentityException refused = assertThrows(IdentityException.class, () -> PacketKeys.of(store, new char[0]));
        assertEquals(ImportError.KEYS_INVALID, refused.code());
    }

    private static IdentityException refused(byte[] sealed) {
        return assertThrows(IdentityException.class, () -> Envelope.open(sealed, keys, "packet"));
    }

    @Test
    public void keysAreNotShown() throws GeneralSecurityException {
        assertEquals("PacketKeys[***]", keys.toString());
    }
}
