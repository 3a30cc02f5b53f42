package id.plugins.keys.pkcs12;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.value.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the vault file is locked with.
 *
 * @param secret
 *            the password
 * @param iterations
 *            how often its hash is iterated; a generated one has 256 bits and needs no slowing down
 */
record VaultPassword(Secret secret, int iterations) {
    static final int MIN_CHARACTERS = 12;
    private static final int CHOSEN_ITERATIONS = 10_000;
    private static final int GENERATED_ITERATIONS = 100;
    private static final int GENERATED_BYTES = 32;
    private static final Logger LOG = LoggerFactory.getLogger(VaultPassword.class);

    /** The password given in the configuration. */
    static VaultPassword chosen(String password) {
        if (password.length() < MIN_CHARACTERS) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, ".password",
                    "Setting .password must have at least " + MIN_CHARACTERS + " characters");
        }
        return new VaultPassword(Secret.of(password.toCharArray()), CHOSEN_ITERATIONS);
    }

    /**
     * The first line of a file; where neither the file nor the vault is there yet, a generated one, written durably
     * before it locks anything.
     */
    static VaultPassword fromFile(Path file, Path vault, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            if (Files.exists(vault)) {
                throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "passwordFile", "The vault " + vault
                        + " is there, its password file " + file + " is not: restore it, or set .password");
            }
            return generate(file, random);
        }
        String password = Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
        if (password.length() < MIN_CHARACTERS) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "passwordFile", "The first line of " + file
                    + " must be a password of at least " + MIN_CHARACTERS + " characters");
        }
        return new VaultPassword(Secret.of(password.toCharArray()),
                isLong(password) ? GENERATED_ITERATIONS : CHOSEN_ITERATIONS);
    }

    /** Whether it can be 256 random bits: people choose no such ones. */
    static boolean isLong(String password) {
        return password.length() >= GENERATED_BYTES * 4 / 3;
    }

    private static VaultPassword generate(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        DurableFile.folderFor(file);
        DurableFile.write(file, (password + "\n").getBytes(StandardCharsets.UTF_8));
        LOG.warn("Generated the password of the key vault into {}. Good for a pilot only: whoever reads this file and "
                + "the vault beside it has all keys. In service keep it elsewhere (passwordFile) or use a hardware "
                + "module.", file);
        return new VaultPassword(Secret.of(password.toCharArray()), GENERATED_ITERATIONS);
    }
}
