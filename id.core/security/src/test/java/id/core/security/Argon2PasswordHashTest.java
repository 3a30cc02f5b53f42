package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.value.Secret;
import org.junit.Test;

public class Argon2PasswordHashTest {
    private final Argon2PasswordHash hashes = new Argon2PasswordHash(new SystemRandom());

    private static Secret secret(String text) {
        return Secret.of(text.toCharArray());
    }

    @Test
    public void tellsTheRightPasswordFromOthers() {
        String hash = hashes.hash(secret("correct horse è"));
        assertTrue(hash, hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        assertTrue(hashes.matches(secret("correct horse è"), hash));
        assertFalse(hashes.matches(secret("correct horse e"), hash));
        assertFalse(hashes.matches(secret(""), hash));
        assertNotEquals("a fresh salt", hash, hashes.hash(secret("correct horse è")));
    }

    @Test
    public void refusesWhatIsNoHash() {
        for (String wrong : new String[]{ "", "password", "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$x" }) {
            IdentityException refused = assertThrows(IdentityException.class,
                    () -> hashes.matches(secret("password"), wrong));
            assertEquals(SecurityError.SEALED_VALUE_INVALID, refused.code());
        }
    }
}
