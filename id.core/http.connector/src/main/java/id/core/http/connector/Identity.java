package id.core.http.connector;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
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
    private static final int LEAST_RSA_BITS = 3072;
    private static final int LEAST_EC_BITS = 256;

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
        checkStrength(setting);
        if (!fits()) {
            throw TlsFiles.wrong(setting.equals("certificateFile") ? "keyFile" : setting,
                    "the private key is not that of the certificate: put the two together that belong together", null);
        }
    }

    /** 128 bits of security, as NIST SP 800-57 counts them; those above it answer for their own keys. */
    private void checkStrength(String setting) {
        PublicKey open = certificate().getPublicKey();
        int bits = switch (open) {
            case RSAKey rsa -> rsa.getModulus().bitLength();
            case ECKey ec -> ec.getParams().getOrder().bitLength();
            default -> LEAST_RSA_BITS;
        };
        int least = open instanceof ECKey ? LEAST_EC_BITS : LEAST_RSA_BITS;
        if (bits < least) {
            throw TlsFiles.wrong(setting, "the key of the certificate has " + bits + " bits, and " + least
                    + " are the least: get a certificate for a key of P-256", null);
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
