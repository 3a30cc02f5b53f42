package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What can be told of a signer before its country is asked: refuses what no gate takes, warns of what ends soon. */
record SignerReport(VendorKey key, Instant now) {
    private static final Duration SOON = Duration.ofDays(90);
    private static final int LEAST_RSA_BITS = 3072;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USE = "2.5.29.37.0";

    /** A jar signed so would be refused everywhere. */
    void check() {
        for (X509Certificate link : key.chain()) {
            if (link.getNotAfter().toInstant().isBefore(now)) {
                throw CommandFailure.wrongUse("CERTIFICATE_EXPIRED", "alias", "The certificate of " + name(link)
                        + " ended on " + link.getNotAfter().toInstant() + ": get a new one, then sign with it");
            }
            if (link.getNotBefore().toInstant().isAfter(now)) {
                throw CommandFailure.wrongUse("CERTIFICATE_NOT_YET_VALID", "alias", "The certificate of " + name(link)
                        + " begins on " + link.getNotBefore().toInstant() + ": is the clock of this machine right?");
            }
        }
        if (!isForCode(key.certificate())) {
            throw CommandFailure.wrongUse("CERTIFICATE_NOT_FOR_CODE", "alias", "The certificate of "
                    + name(key.certificate())
                    + " is for another use: it needs the key usage digitalSignature and the purpose codeSigning, or none stated");
        }
        key.signatureAlgorithm();
        if (key.kind().matches("RSA \\d+") && Integer.parseInt(key.kind().substring(4)) < LEAST_RSA_BITS) {
            throw CommandFailure.wrongUse("KEY_UNSUITABLE", "alias", "The key is " + key.kind() + ": systems take RSA from "
                    + LEAST_RSA_BITS + " bits on; make one of EC P-256 with idem plugin new-key");
        }
    }

    private static boolean isForCode(X509Certificate certificate) {
        try {
            boolean[] use = certificate.getKeyUsage();
            List<String> purposes = certificate.getExtendedKeyUsage();
            return (use == null || use[DIGITAL_SIGNATURE])
                    && (purposes == null || purposes.contains(CODE_SIGNING) || purposes.contains(ANY_USE));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (X509Certificate link : key.chain()) {
            Duration left = Duration.between(now, link.getNotAfter().toInstant());
            if (left.compareTo(SOON) < 0) {
                warnings.add("The certificate of " + name(link) + " ends in " + left.toDays()
                        + " days; from then on systems refuse the jar, installed or not");
            }
        }
        X509Certificate root = key.root();
        if (!root.getIssuerX500Principal().equals(root.getSubjectX500Principal())) {
            warnings.add("The certificates stop at " + name(root) + ": only a country that trusts this one, or "
                    + root.getIssuerX500Principal().getName()
                    + " itself, takes the jar; put the ones between into the key store as well");
        }
        return warnings;
    }

    ObjectNode json(X509Certificate certificate) {
        return Api.object().put("subject", name(certificate)).put("issuer", certificate.getIssuerX500Principal().getName())
                .put("validFrom", certificate.getNotBefore().toInstant().toString())
                .put("validUntil", certificate.getNotAfter().toInstant().toString())
                .put("fingerprint", fingerprint(certificate));
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /** SHA-256, written as openssl writes it. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
