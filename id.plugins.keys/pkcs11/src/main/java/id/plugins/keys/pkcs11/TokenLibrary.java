package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;

/**
 * The library of the token's maker, driven by Java's own provider.
 *
 * @param java
 *            the provider that others are made from
 * @param path
 *            the library
 */
record TokenLibrary(Provider java, Path path) {
    /** What private keys made through a provider are good for: one thing only, which the token itself enforces. */
    enum Use {
        SIGN, DERIVE
    }

    /** @throws IdentityException when this Java cannot use tokens at all */
    static TokenLibrary at(Path path) {
        Provider java = Security.getProvider("SunPKCS11");
        if (java == null) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "library",
                    "This Java cannot use tokens (it lacks the module jdk.crypto.cryptoki): run with a full JDK");
        }
        return new TokenLibrary(java, path);
    }

    /** A provider for the token in a slot; its keys stay on the token, those derived from them do not. */
    AuthProvider provider(int slot, Use use) {
        String attributes = """
                slot = %d
                destroyTokenAfterLogout = true
                attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_SIGN = %b
                  CKA_DERIVE = %b
                }
                attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = true
                  CKA_WRAP = false
                  CKA_UNWRAP = false
                }
                attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
                  CKA_SENSITIVE = false
                  CKA_EXTRACTABLE = true
                }
                """.formatted(slot, use == Use.SIGN, use == Use.DERIVE);
        try {
            return (AuthProvider) configure(attributes);
        } catch (ProviderException refused) {
            throw unusable("The token in slot " + slot + " of " + path + " cannot be used (" + TokenFault.word(refused)
                    + "): see that it is there and initialized", refused);
        }
    }

    /** A provider by the further lines of its configuration. */
    Provider configure(String lines) {
        try {
            return java.configure(
                    "--name = idem\nlibrary = \"" + path.toString().replace('\\', '/') + "\"\n" + lines);
        } catch (InvalidParameterException refused) {
            throw unusable("The library " + path + " cannot be loaded (" + TokenFault.word(refused)
                    + "): set library to the PKCS#11 library of the token's maker, of this machine's architecture",
                    refused);
        }
    }

    private static IdentityException unusable(String message, RuntimeException cause) {
        return new IdentityException(SecurityError.VAULT_UNAVAILABLE, "library", message, cause);
    }
}
