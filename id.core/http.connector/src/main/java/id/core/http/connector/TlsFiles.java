package id.core.http.connector;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that the settings name, and what is in them.
 *
 * @param certificate
 *            PEM, or null with a key store
 * @param key
 *            PEM, or null with a key store
 * @param keyStore
 *            PKCS#12, or null
 * @param password
 *            file with the password, or null for none
 */
record TlsFiles(Path certificate, Path key, Path keyStore, Path password) {

    /** @throws IdentityException naming the setting that is missing or too much */
    static TlsFiles of(ConnectorSettings settings, Path home) {
        boolean pem = !settings.certificateFile().isBlank() || !settings.keyFile().isBlank();
        boolean store = !settings.keyStoreFile().isBlank();
        if (pem && store) {
            throw missing("keyStoreFile", "certificateFile with keyFile, and keyStoreFile exclude each other: give one");
        }
        if (!pem && !store) {
            throw missing("certificateFile", "no certificate is set: set certificateFile and keyFile, or keyStoreFile");
        }
        if (pem && settings.keyFile().isBlank()) {
            throw missing("keyFile", "the private key of certificateFile is not set: set keyFile");
        }
        if (pem && settings.certificateFile().isBlank()) {
            throw missing("certificateFile", "the certificate of keyFile is not set: set certificateFile");
        }
        if (store && settings.passwordFile().isBlank()) {
            throw missing("passwordFile", "the password of keyStoreFile is not set: set passwordFile");
        }
        return new TlsFiles(path(settings.certificateFile(), home), path(settings.keyFile(), home),
                path(settings.keyStoreFile(), home), path(settings.passwordFile(), home));
    }

    private static IdentityException missing(String key, String message) {
        return new IdentityException(GeneralError.MISSING_VALUE, key, message);
    }

    private static Path path(String value, Path home) {
        return value.isBlank() ? null : home.resolve(value.strip()).toAbsolutePath().normalize();
    }

    /** Those that are there, to be watched. */
    List<Path> all() {
        return Stream.of(certificate, key, keyStore, password).filter(file -> file != null).toList();
    }

    /** Those that nobody but the owner may read. */
    List<Path> secret() {
        return Stream.of(key, keyStore, password).filter(file -> file != null).toList();
    }

    /** @throws IdentityException naming the setting, what is wrong with its file, and the mend */
    Identity read(Instant now) {
        Identity identity = keyStore == null ? readPem() : readKeyStore();
        identity.check(keyStore == null ? "certificateFile" : "keyStoreFile", now);
        return identity;
    }

    private Identity readPem() {
        X509Certificate[] chain = at("certificateFile", certificate, () -> PemFile.certificates(certificate));
        char[] secret = secretLine();
        PrivateKey privateKey = at("keyFile", key, () -> PemFile.key(key, secret));
        if (chain.length == 0) {
            throw wrong("certificateFile", certificate + " holds no certificate: put the server's there, PEM", null);
        }
        return new Identity(privateKey, List.of(chain));
    }

    private Identity readKeyStore() {
        char[] secret = secretLine();
        return at("keyStoreFile", keyStore, () -> {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keyStore)) {
                store.load(in, secret);
            }
            for (String alias : java.util.Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return new Identity((PrivateKey) store.getKey(alias, secret),
                            Stream.of(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList());
                }
            }
            throw wrong("keyStoreFile", keyStore + " holds no private key: put one with its certificates there", null);
        });
    }

    private char[] secretLine() {
        return password == null ? new char[0] : at("passwordFile", password, () -> Files
                .readString(password, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip().toCharArray());
    }

    /** Reads a file of a setting. */
    private interface Reading<T> {
        T read() throws IOException, GeneralSecurityException;
    }

    private static <T> T at(String key, Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (java.nio.file.NoSuchFileException absent) {
            throw wrong(key, "the file " + file + " is not there: put it there, or name another", absent);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw wrong(key, "the file " + file + " cannot be read: see that it is whole, of the form that the setting asks for, "
                    + "readable by this user, and that the password fits", unreadable);
        }
    }

    static IdentityException wrong(String key, String message, Throwable cause) {
        return new IdentityException(GeneralError.INVALID_VALUE, key, message, cause);
    }
}
