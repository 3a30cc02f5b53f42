package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.io.Closeable;
import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token with somebody logged in, and its keys. Safe for concurrent use. */
final class OpenToken implements Closeable {
    static final String SIGNATURE = "NONEwithECDSAinP1363Format";
    static final String AGREEMENT = "ECDH";
    static final String CIPHER = "AES/GCM/NoPadding";

    private static final int KEY_AGREEMENT_BIT = 4;
    private static final String STORE = "PKCS11";
    private static final Map<String, String> NEEDED = Map.of("Signature", SIGNATURE, "KeyAgreement", AGREEMENT, "Cipher",
            CIPHER, "KeyPairGenerator", "EC", "KeyGenerator", "AES", "KeyStore", STORE);
    private static final Logger LOG = LoggerFactory.getLogger(OpenToken.class);

    private final TokenLibrary library;
    private final int slot;
    private final AuthProvider provider;
    private final KeyStore store;
    private final ReentrantLock writing = new ReentrantLock();
    private AuthProvider agreementProvider;
    private volatile Map<String, List<TokenKey>> keys = Map.of();

    private OpenToken(TokenLibrary library, int slot, AuthProvider provider, KeyStore store) {
        this.library = library;
        this.slot = slot;
        this.provider = provider;
        this.store = store;
    }

    /**
     * Finds the token, logs in and reads what keys there are.
     *
     * @throws IdentityException
     *             VAULT_UNAVAILABLE, its field being the setting to look at
     */
    static OpenToken open(TokenSettings settings) {
        TokenLibrary library = TokenLibrary.at(settings.library());
        int slot = settings.slot().orElseGet(() -> new TokenFinder(library).slotOf(settings.label()));
        AuthProvider provider = library.provider(slot, TokenLibrary.Use.SIGN);
        requireAlgorithms(provider, settings);
        KeyStore store = login(provider, settings, slot);
        OpenToken token = new OpenToken(library, slot, provider, store);
        try {
            token.refresh();
        } catch (GeneralSecurityException | ProviderException unreadable) {
            token.close();
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "tokenLabel", "The keys of the token "
                    + settings.token() + " cannot be read (" + TokenFault.word(unreadable) + ")", unreadable);
        }
        return token;
    }

    Provider provider() {
        return provider;
    }

    /** The keys that are there, by name; of several with one name the oldest. Asks the token. */
    List<VaultKey> list() throws GeneralSecurityException {
        refresh();
        return keys.values().stream().map(same -> same.getFirst().description())
                .sorted(Comparator.comparing(VaultKey::name)).toList();
    }

    /** The keys with that name, the one that counts first; asks the token when none is known. */
    List<TokenKey> keys(String name) throws GeneralSecurityException {
        if (!keys.containsKey(name)) {
            refresh();
        }
        return keys.getOrDefault(name, List.of());
    }

    /** The key with that name, made where there is none. */
    VaultKey create(String name, KeyType type) throws GeneralSecurityException {
        writing.lock();
        try {
            if (keys(name).isEmpty()) {
                KeyLabel label = new KeyLabel(name, Instant.now().truncatedTo(ChronoUnit.MICROS));
                if (type == KeyType.P256_AGREE) {
                    KeyStore agreements = store(agreementProvider());
                    agreements.setEntry(label.text(), KeyMaker.make(agreementProvider, label, type), null);
                } else {
                    store.setEntry(label.text(), KeyMaker.make(provider, label, type), null);
                }
                refresh();
            }
            return keys(name).stream().map(TokenKey::description).findFirst()
                    .orElseThrow(() -> new KeyStoreException("The token took the key " + name + " and does not show it"));
        } finally {
            writing.unlock();
        }
    }

    /** Logs out; for everybody in this process who uses the token. */
    @Override
    public void close() {
        logout(provider);
        writing.lock();
        try {
            if (agreementProvider != null) {
                logout(agreementProvider);
            }
        } finally {
            writing.unlock();
        }
    }

    private static void logout(AuthProvider provider) {
        try {
            provider.logout();
        } catch (LoginException | ProviderException gone) {
            LOG.debug("The token was gone before the logout: {}", TokenFault.word(gone));
        }
    }

    private AuthProvider agreementProvider() {
        if (agreementProvider == null) {
            agreementProvider = library.provider(slot, TokenLibrary.Use.DERIVE);
        }
        return agreementProvider;
    }

    private void refresh() throws GeneralSecurityException {
        KeyStore fresh = store(provider);
        Map<String, List<TokenKey>> found = new HashMap<>();
        for (String alias : Collections.list(fresh.aliases())) {
            Optional<KeyLabel> label = KeyLabel.parse(alias);
            if (label.isPresent()) {
                TokenKey key = key(label.get(), fresh.getEntry(alias, null));
                found.merge(label.get().name(), List.of(key), OpenToken::older);
            }
        }
        found.forEach((name, same) -> {
            if (same.size() > 1 && keys.getOrDefault(name, List.of()).size() < same.size()) {
                LOG.warn("The token has {} keys named {}, made by several nodes at the same time: the oldest counts", same.size(),
                        name);
            }
        });
        keys = Map.copyOf(found);
    }

    private static List<TokenKey> older(List<TokenKey> some, List<TokenKey> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparing((TokenKey key) -> key.description().createdAt())).toList();
    }

    private static TokenKey key(KeyLabel label, KeyStore.Entry entry) throws GeneralSecurityException {
        Function<KeyType, VaultKey> as = type -> new VaultKey(label.name(), type, label.createdAt());
        if (entry instanceof KeyStore.SecretKeyEntry secret) {
            SecretKey key = secret.getSecretKey();
            return new WrapKey(as.apply(KeyType.AES256_WRAP), key);
        }
        if (entry instanceof KeyStore.PrivateKeyEntry pair
                && pair.getCertificate() instanceof X509Certificate certificate) {
            boolean[] usage = certificate.getKeyUsage();
            return usage != null && usage[KEY_AGREEMENT_BIT]
                    ? new TokenKey.Agreeing(as.apply(KeyType.P256_AGREE), certificate.getPublicKey(),
                            pair.getPrivateKey())
                    : new TokenKey.Signing(as.apply(KeyType.P256_SIGN), certificate.getPublicKey(),
                            pair.getPrivateKey());
        }
        throw new KeyStoreException("The object " + label.text() + " of the token is no key of a vault");
    }

    /** A key store of the same login, as the token is now. */
    private static KeyStore store(AuthProvider provider) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(STORE, provider);
        try {
            store.load(null, null);
            return store;
        } catch (IOException notRead) {
            throw new KeyStoreException("The token's objects cannot be listed", notRead);
        }
    }

    private static KeyStore login(AuthProvider provider, TokenSettings settings, int slot) {
        String token = settings.library() + "#" + slot;
        char[] pin = PinFile.read(settings.pinFile());
        try {
            if (RefusedPins.contains(token, pin)) {
                throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "pinFile", "The token " + settings.token()
                        + " refused the PIN of " + settings.pinFile() + " before, and is not asked again lest it lock "
                        + "itself: write the right PIN there");
            }
            KeyStore store = KeyStore.getInstance(STORE, provider);
            store.load(null, pin);
            return store;
        } catch (IOException | GeneralSecurityException | ProviderException refused) {
            TokenFault fault = TokenFault.of(refused);
            if (fault == TokenFault.PIN_WRONG) {
                RefusedPins.add(token, pin);
            }
            throw notLoggedIn(settings, fault, refused);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private static IdentityException notLoggedIn(TokenSettings settings, TokenFault fault, Exception refused) {
        String token = "The token " + settings.token();
        return switch (fault) {
            case PIN_WRONG -> new IdentityException(SecurityError.VAULT_UNAVAILABLE, "pinFile", token
                    + " does not take the PIN of " + settings.pinFile()
                    + ": write the right one there. It is not tried again, lest the token lock itself", refused);
            case PIN_LOCKED -> new IdentityException(SecurityError.VAULT_UNAVAILABLE, "pinFile", token
                    + " takes no PIN any more (" + TokenFault.word(refused)
                    + "): its security officer must set a new one", refused);
            case LOST, OTHER -> new IdentityException(SecurityError.VAULT_UNAVAILABLE, "tokenLabel", token
                    + " cannot be opened (" + TokenFault.word(refused) + "): see that it is there and answers", refused);
        };
    }

    private static void requireAlgorithms(Provider provider, TokenSettings settings) {
        String missing = NEEDED.entrySet().stream()
                .filter(need -> provider.getService(need.getKey(), need.getValue()) == null).map(Map.Entry::getValue)
                .sorted().collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "library", "The token " + settings.token()
                    + " cannot do what a vault needs: it lacks " + missing + ". See whether its settings allow it");
        }
    }
}
