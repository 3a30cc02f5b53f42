package id.launcher;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who computes AES, SHA-2, HMAC, ECDSA and ECDH in this process: Amazon's Corretto provider, which uses what the processor
 * has from the first call on, or the JDK. Results are the same. Whatever the first does not offer (Ed25519, key stores) the
 * JDK does.
 */
enum Cryptography {
    /** Corretto's where it works. */
    AUTO,
    /** The JDK's alone. */
    JDK;

    static final String PROPERTY = "idem.crypto";
    private static final Logger LOG = LoggerFactory.getLogger(Cryptography.class);

    /** @throws StartFailure when it is neither */
    static Cryptography of(String property) {
        return switch (property == null ? "auto" : property) {
            case "auto" -> AUTO;
            case "jdk" -> JDK;
            default -> throw new StartFailure(2,
                    "framework.properties: " + PROPERTY + " is " + property + ": set it to auto or jdk");
        };
    }

    /** Before anything asks for an algorithm. */
    void install() {
        if (this == AUTO) {
            try {
                install(AmazonCorrettoCryptoProvider.INSTANCE);
            } catch (LinkageError absent) {
                LOG.info("Cryptography by the JDK: there is no Corretto provider for this platform here");
            }
        } else {
            LOG.info("Cryptography by the JDK, as {} says", PROPERTY);
        }
    }

    private static void install(AmazonCorrettoCryptoProvider provider) {
        Throwable refused = provider.getLoadingError();
        if (refused == null) {
            AmazonCorrettoCryptoProvider.install();
            LOG.info("Cryptography by {} {} where it has the algorithm, by the JDK elsewhere", provider.getName(),
                    provider.getVersionStr());
        } else {
            LOG.warn("Cryptography by the JDK, which is slower: the Corretto provider does not load", refused);
        }
    }
}
