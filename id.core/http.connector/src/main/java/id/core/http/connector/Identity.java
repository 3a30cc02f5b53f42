package id.core.http.connector;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Who the server is on the line.
 *
 * @param key
 *            its private key
 * @param chain
 *            its certificate, then those of its issuers
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] PROBE = { 1, 2, 3, 4 };

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /** @throws id.api.error.IdentityException when it is out of date or the key is another's */
    void check(String setting, Instant now) {
        Instant end = certificate().getNotAfter().toInstant();
        Instant begin = certificate().getNotBefore().toInstant();
        if (now.isAfter(end)) {
            throw TlsFiles.wrong(setting, "the certificate expired at " + end + ": get a new one", null);
        }
        if (now.isBefore(begin)) {
            throw TlsFiles.wrong(setting,
                    "the certificate is valid from " + begin + " only: look at the clock of this machine", null);
        }
        if (!fits()) {
            throw TlsFiles.wrong(setting.equals("certificateFile") ? "keyFile" : setting,
                    "the private key is not that of the certificate: put the two together that belong together", null);
        }
    }

    private boolean fits() {
        PublicKey open = certificate().getPublicKey();
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] made = signature.sign();
            signature.initVerify(open);
            signature.update(PROBE);
            return signature.verify(made);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    /** As the TLS engine takes it: in memory only. */
    KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, password, chain.toArray(X509Certificate[]::new));
        return store;
    }

    /** The server's certificate alone. */
    String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[]{ '\n' }).encodeToString(certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public String toString() {
        return "Identity[***]";
    }
}
