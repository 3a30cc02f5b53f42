package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.PasswordHash;
import id.api.security.SecurityError;
import id.api.value.RandomSource;
import id.api.value.Secret;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Argon2id in the form of the reference implementation, {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. The parameters are
 * those that OWASP asks for at least; an older hash is compared by its own.
 */
@Component
public final class Argon2PasswordHash implements PasswordHash {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM = Pattern
            .compile("\\$argon2id\\$v=19\\$m=(\\d{3,6}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    private final RandomSource random;
    /** Each takes 19 MiB: never more at once than processors could work on. */
    private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    @Activate
    public Argon2PasswordHash(@Reference RandomSource random) {
        this.random = random;
    }

    @Override
    public String hash(Secret password) {
        byte[] salt = random.bytes(SALT_BYTES);
        byte[] hash = compute(password, salt, MEMORY_KIB, PASSES, LANES);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(MEMORY_KIB, PASSES, LANES, text.encodeToString(salt),
                text.encodeToString(hash));
    }

    @Override
    public boolean matches(Secret password, String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "hash", "It is no hash of a password");
        }
        byte[] right = Base64.getDecoder().decode(parts.group(5));
        byte[] given = compute(password, Base64.getDecoder().decode(parts.group(4)), Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        return MessageDigest.isEqual(right, given);
    }

    private byte[] compute(Secret password, byte[] salt, int memory, int passes, int lanes) {
        char[] characters = password.reveal();
        try {
            running.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The system is stopping");
        }
        try {
            Argon2BytesGenerator argon = new Argon2BytesGenerator();
            argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13).withSalt(salt).withMemoryAsKB(memory)
                    .withIterations(passes).withParallelism(lanes).build());
            byte[] hash = new byte[HASH_BYTES];
            argon.generateBytes(characters, hash);
            return hash;
        } finally {
            running.release();
            Arrays.fill(characters, ' ');
        }
    }
}
