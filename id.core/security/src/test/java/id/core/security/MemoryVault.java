package id.core.security;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A vault in memory, by the JDK alone: what agrees with it agrees with the standards. */
final class MemoryVault implements KeyVault {
    volatile boolean unavailable;
    volatile InstantSource clock = InstantSource.system();
    /** Like a token that this Java cannot ask for Ed25519. */
    volatile boolean withoutEdwards;
    final AtomicInteger unwrapped = new AtomicInteger();
    private final Map<String, VaultKey> keys = new ConcurrentHashMap<>();
    private final Map<String, KeyPair> pairs = new ConcurrentHashMap<>();
    private final Map<String, SecretKeySpec> wrapping = new ConcurrentHashMap<>();

    @Override
    public List<VaultKey> keys() {
        return List.copyOf(keys.values());
    }

    @Override
    public synchronized VaultKey create(String name, KeyType type) {
        if (withoutEdwards && type == KeyType.ED25519_SIGN) {
            throw new IdentityException(SecurityError.KEY_TYPE_UNSUPPORTED, name, "No Ed25519 here");
        }
        return keys.computeIfAbsent(name, n -> {
            if (type == KeyType.AES256_WRAP) {
                byte[] key = new byte[32];
                new SecureRandom().nextBytes(key);
                wrapping.put(n, new SecretKeySpec(key, "AES"));
            } else {
                pairs.put(n, pair(type));
            }
            return new VaultKey(n, type, clock.instant());
        });
    }

    /** A key that was made elsewhere. */
    void put(String name, KeyType type, KeyPair pair) {
        keys.put(name, new VaultKey(name, type, Instant.EPOCH));
        pairs.put(name, pair);
    }

    @Override
    public PublicKey publicKey(String name) {
        return pairs.get(name).getPublic();
    }

    /** For checks by a library that knows no vault. */
    PrivateKey privateKey(String name) {
        return pairs.get(name).getPrivate();
    }

    @Override
    public byte[] sign(String name, byte[] data) {
        return trying(() -> {
            boolean edwards = keys.get(name).type() == KeyType.ED25519_SIGN;
            Signature signature = Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSAinP1363Format");
            signature.initSign(pairs.get(name).getPrivate());
            signature.update(data);
            return signature.sign();
        });
    }

    @Override
    public byte[] agree(String name, PublicKey other) {
        return trying(() -> {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(pairs.get(name).getPrivate());
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        });
    }

    @Override
    public byte[] wrap(String name, byte[] dataKey) {
        byte[] nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        return trying(() -> {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(dataKey);
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return all;
        });
    }

    @Override
    public byte[] unwrap(String name, byte[] wrapped) {
        unwrapped.incrementAndGet();
        if (!keys.containsKey(name)) {
            throw new IdentityException(SecurityError.KEY_MISSING, name, "No such key");
        }
        return trying(() -> cipher(Cipher.DECRYPT_MODE, name, Arrays.copyOf(wrapped, 12)).doFinal(wrapped, 12,
                wrapped.length - 12));
    }

    @Override
    public synchronized void destroy(String name) {
        keys.remove(name);
        pairs.remove(name);
        wrapping.remove(name);
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, wrapping.get(name), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] trying(Work work) {
        if (unavailable) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "", "The vault does not answer");
        }
        try {
            return work.run();
        } catch (GeneralSecurityException failed) {
            throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "", "Does not open", failed);
        }
    }

    private static KeyPair pair(KeyType type) {
        try {
            if (type == KeyType.ED25519_SIGN) {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private interface Work {
        byte[] run() throws GeneralSecurityException;
    }
}
