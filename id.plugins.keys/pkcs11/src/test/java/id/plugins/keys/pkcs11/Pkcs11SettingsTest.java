package id.plugins.keys.pkcs11;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SecurityError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.BeforeClass;
import org.junit.Test;

/** What is wrong with the settings is told by their key and with the mend, and never with the PIN. */
public class Pkcs11SettingsTest {
    @BeforeClass
    public static void makeTokens() throws Exception {
        SoftHsm.require();
    }

    @Test
    public void missingLibrary() throws Exception {
        refused("library", "is not there", SoftHsm.settings().library("/nowhere/libhsm.so"));
        refused("library", "Set library", SoftHsm.settings().library(" "));
    }

    @Test
    public void libraryThatIsNone() throws Exception {
        Path text = SoftHsm.pinFile("no library");
        refused("library", text.toString(), SoftHsm.settings().library(text.toString()));
        refused("library", text.toString(), SoftHsm.settings().library(text.toString()).token("", 1));
    }

    @Test
    public void missingToken() throws Exception {
        String message = refused("tokenLabel", "\"nobody\"", SoftHsm.settings().token("nobody", -1));
        assertTrue(message, message.contains("\"" + SoftHsm.LABEL + "\" (slot "));
        refused("tokenLabel", "More than one", SoftHsm.settings().token("", -1));
        refused("library", "slot 77", SoftHsm.settings().token("", 77));
        refused("slot", "exclude each other", SoftHsm.settings().token(SoftHsm.LABEL, 77));
    }

    @Test
    public void findsTheTokenByItsSlot() throws Exception {
        TokenLibrary library = TokenLibrary.at(SoftHsm.library());
        int slot = new TokenFinder(library).slotOf(Optional.of(SoftHsm.LABEL));
        Pkcs11KeyVault vault = new Pkcs11KeyVault(SoftHsm.settings().token("", slot));
        assertEquals("by-slot", vault.create("by-slot", KeyType.AES256_WRAP).name());
        vault.close();
    }

    @Test
    public void wrongPinIsTriedOnce() throws Exception {
        Path file = SoftHsm.pinFile("135791");
        SoftHsm.Settings wrong = SoftHsm.settings().token(SoftHsm.OTHER_LABEL, -1).pinFile(file.toString());
        refused("pinFile", "does not take the PIN", wrong);
        refused("pinFile", "is not asked again", wrong);
        Files.writeString(file, SoftHsm.PIN);
        new Pkcs11KeyVault(wrong).close();
    }

    @Test
    public void pinFileMustHoldAPin() throws Exception {
        refused("pinFile", "is empty", SoftHsm.settings().pinFile(SoftHsm.pinFile("").toString()));
        refused("pinFile", "is not there", SoftHsm.settings().pinFile("/nowhere/pin"));
        refused("pinFile", "more than", SoftHsm.settings().pinFile(SoftHsm.pinFile("1".repeat(2000)).toString()));
    }

    @Test
    public void limitsHaveRanges() throws Exception {
        refused("concurrentCalls", "from 1 to 1000, not 0", SoftHsm.settings().limits(0, 10));
        refused("waitSeconds", "from 1 to 600, not 601", SoftHsm.settings().limits(1, 601));
    }

    @Test
    public void callsThatFindNoPlaceFailInsteadOfHanging() throws Exception {
        TokenLink link = new TokenLink(TokenSettings.of(SoftHsm.settings().limits(1, 1)));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread hanging = Thread.ofVirtual().start(() -> link.call("", token -> {
            inside.countDown();
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return true;
        }));
        inside.await();
        IdentityException refused = assertThrows(IdentityException.class, () -> link.call("", token -> true));
        assertEquals("concurrentCalls", refused.field());
        end.countDown();
        hanging.join();
        assertTrue(link.call("", token -> true));
        link.close();
        assertThrows(IdentityException.class, () -> link.call("", token -> true));
    }

    private static String refused(String field, String words, SoftHsm.Settings settings) {
        IdentityException refused = assertThrows(IdentityException.class, () -> new Pkcs11KeyVault(settings));
        assertEquals(SecurityError.VAULT_UNAVAILABLE, refused.code());
        assertEquals(refused.getMessage(), field, refused.field());
        assertTrue(refused.getMessage(), refused.getMessage().contains(words));
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString(), trace.toString().contains(SoftHsm.PIN));
        assertFalse(trace.toString(), trace.toString().contains("135791"));
        return refused.getMessage();
    }
}
