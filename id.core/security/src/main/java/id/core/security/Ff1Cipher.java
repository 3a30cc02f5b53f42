package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.FormatPreservingCipher;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.bouncycastle.crypto.fpe.FPEEngine;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * FF1 twice, under keys of its own for each domain, which are derived from the permutation key and from the pepper; the
 * domain's name is the tweak. Who has one of the two keys cannot tell which number a place became.
 */
@Component
public final class Ff1Cipher implements FormatPreservingCipher {
    private static final int RADIX = 10;
    private static final int MIN_DIGITS = 6;
    private static final int MAX_DIGITS = 36;

    private final DataKeys keys;
    private volatile Root current;

    @Activate
    public Ff1Cipher(@Reference DataKeys keys) {
        this.keys = keys;
        this.current = new Root(keys.lastingKey(DataKeys.PERMUTATION), keys.lastingKey(DataKeys.PEPPER),
                new ConcurrentHashMap<>());
    }

    /** Both keys with the domains derived from them, for as long as they stay in memory. */
    private record Root(SecretKey key, SecretKey pepper, Map<String, TwoDomains> domains) {
        @Override
        public String toString() {
            return "Root[***]";
        }
    }

    @Override
    public String encrypt(String domain, String digits) {
        return domain(domain).encrypt(digits);
    }

    @Override
    public String decrypt(String domain, String digits) {
        return domain(domain).decrypt(digits);
    }

    private TwoDomains domain(String name) {
        if (name == null || !name.matches("[a-z][a-z0-9.-]{0,63}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "domain",
                    "A domain has 1 to 64 lower case letters, digits, dots, hyphens");
        }
        Root root = root();
        return root.domains().computeIfAbsent(name,
                n -> new TwoDomains(domain(root.key(), n), domain(root.pepper(), n)));
    }

    private static Domain domain(SecretKey key, String name) {
        return new Domain(Hkdf.expand(key, "idem ff1 " + name), name.getBytes(StandardCharsets.UTF_8));
    }

    private Root root() {
        SecretKey key = keys.lastingKey(DataKeys.PERMUTATION);
        SecretKey pepper = keys.lastingKey(DataKeys.PEPPER);
        Root known = current;
        if (known.key() != key || known.pepper() != pepper) {
            known = new Root(key, pepper, new ConcurrentHashMap<>());
            current = known;
        }
        return known;
    }

    private static String permute(Stripes<FPEEngine> engines, String digits) {
        byte[] symbols = symbols(digits);
        engines.with(engine -> engine.processBlock(symbols, 0, symbols.length, symbols, 0));
        char[] text = new char[symbols.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) ('0' + symbols[i]);
        }
        return new String(text);
    }

    private static byte[] symbols(String digits) {
        if (digits == null || digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            throw notDigits();
        }
        byte[] symbols = new byte[digits.length()];
        for (int i = 0; i < symbols.length; i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw notDigits();
            }
            symbols[i] = (byte) (c - '0');
        }
        return symbols;
    }

    private static IdentityException notDigits() {
        return new IdentityException(GeneralError.INVALID_VALUE, "digits",
                "Give " + MIN_DIGITS + " to " + MAX_DIGITS + " decimal digits");
    }

    /** One permutation after the other. */
    private record TwoDomains(Domain first, Domain second) {
        String encrypt(String digits) {
            return second.encrypt(first.encrypt(digits));
        }

        String decrypt(String digits) {
            return first.decrypt(second.decrypt(digits));
        }

        @Override
        public String toString() {
            return "TwoDomains[***]";
        }
    }

    /** The engines of one domain under one key, ready keyed. */
    static final class Domain {
        private final Stripes<FPEEngine> encryption;
        private final Stripes<FPEEngine> decryption;

        Domain(byte[] key, byte[] tweak) {
            this.encryption = new Stripes<>(() -> engine(true, key, tweak));
            this.decryption = new Stripes<>(() -> engine(false, key, tweak));
        }

        String encrypt(String digits) {
            return permute(encryption, digits);
        }

        String decrypt(String digits) {
            return permute(decryption, digits);
        }

        private static FPEEngine engine(boolean encrypting, byte[] key, byte[] tweak) {
            FPEEngine engine = new FPEFF1Engine();
            engine.init(encrypting, new FPEParameters(new KeyParameter(key), RADIX, tweak));
            return engine;
        }
    }
}
