package id.core.plugins.gate;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the chain of a signer leads to a root of a publisher, at one moment. */
final class SignerChain {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int LEAST_RSA_BITS = 3072;
    private static final int LEAST_EC_BITS = 256;

    private final PublisherTrust trust;
    private final Date now;

    SignerChain(PublisherTrust trust, Instant now) {
        this.trust = trust;
        this.now = Date.from(now);
    }

    PublisherTrust.Publisher publisher(List<X509Certificate> chain) throws Refusal {
        X509Certificate signer = chain.getFirst();
        List<X509Certificate> path = chain.stream().takeWhile(link -> !trust.roots().containsKey(link)).toList();
        if (trust.roots().isEmpty()) {
            throw untrusted(signer);
        }
        // A root that signs itself has no path to validate: it is the publisher's own word that it counts.
        X509Certificate root = path.isEmpty() ? signer : rootOf(path);
        checkDates(root);
        checkUse(signer);
        checkStrength(root);
        for (X509Certificate link : path) {
            checkStrength(link);
        }
        for (int i = 0; i < path.size(); i++) {
            checkRevocation(path.get(i), i + 1 < path.size() ? path.get(i + 1) : root);
        }
        return trust.roots().get(root);
    }

    /** 128 bits of security, as NIST SP 800-57 counts them: Java itself takes RSA from 1024 bits. */
    private static void checkStrength(X509Certificate link) throws Refusal {
        int bits = switch (link.getPublicKey()) {
            case RSAKey rsa -> rsa.getModulus().bitLength();
            case ECKey ec -> ec.getParams().getOrder().bitLength();
            case EdECKey edwards -> LEAST_RSA_BITS;
            default -> 0;
        };
        if (bits < (link.getPublicKey() instanceof ECKey ? LEAST_EC_BITS : LEAST_RSA_BITS)) {
            throw new Refusal(RefusalCode.SIGNATURE_BROKEN,
                    "The key of " + name(link) + " is too weak, " + link.getPublicKey().getAlgorithm()
                            + " of " + bits + " bits: RSA needs " + LEAST_RSA_BITS + ", EC " + LEAST_EC_BITS);
        }
    }

    private X509Certificate rootOf(List<X509Certificate> path) throws Refusal {
        Set<TrustAnchor> anchors = trust.roots().keySet().stream().map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet());
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            // The JDK wants a list of every issuer or looks away from stale ones: the lists are heeded here.
            parameters.setRevocationEnabled(false);
            parameters.setDate(now);
            var validated = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return validated.getTrustAnchor().getTrustedCert();
        } catch (CertPathValidatorException broken) {
            throw refusal(broken, path);
        } catch (GeneralSecurityException broken) {
            throw new Refusal(RefusalCode.CHAIN_BROKEN, "The signer's certificates cannot be read: " + broken.getMessage());
        }
    }

    private Refusal refusal(CertPathValidatorException broken, List<X509Certificate> path) {
        X509Certificate link = path.get(Math.max(broken.getIndex(), 0));
        if (broken.getReason() == BasicReason.EXPIRED) {
            return new Refusal(RefusalCode.EXPIRED, expired(link));
        }
        if (broken.getReason() == BasicReason.NOT_YET_VALID) {
            return new Refusal(RefusalCode.NOT_YET_VALID, notYet(link));
        }
        if (broken.getReason() == PKIXReason.NO_TRUST_ANCHOR) {
            return untrusted(path.getFirst());
        }
        return new Refusal(RefusalCode.CHAIN_BROKEN,
                "The certificate of " + name(link) + " does not hold in its chain: " + broken.getMessage());
    }

    /** The validator takes a root as it is, whatever its dates. */
    private void checkDates(X509Certificate root) throws Refusal {
        try {
            root.checkValidity(now);
        } catch (CertificateExpiredException late) {
            throw new Refusal(RefusalCode.EXPIRED, expired(root));
        } catch (CertificateNotYetValidException early) {
            throw new Refusal(RefusalCode.NOT_YET_VALID, notYet(root));
        }
    }

    private static void checkUse(X509Certificate signer) throws Refusal {
        try {
            boolean[] use = signer.getKeyUsage();
            List<String> purposes = signer.getExtendedKeyUsage();
            boolean signs = use == null || use[DIGITAL_SIGNATURE];
            if (signs && (purposes == null || purposes.contains(CODE_SIGNING) || purposes.contains(ANY_USE))) {
                return;
            }
        } catch (CertificateException unreadable) {
            // A purpose that cannot be read is none.
        }
        throw new Refusal(RefusalCode.NOT_FOR_CODE, "The certificate of " + name(signer) + " is not for signing code");
    }

    private void checkRevocation(X509Certificate link, X509Certificate issuer) throws Refusal {
        List<X509CRL> lists = trust.revoked().stream()
                .filter(list -> list.getIssuerX500Principal().equals(link.getIssuerX500Principal())).toList();
        Optional<X509CRL> newest = lists.stream().filter(list -> isFrom(list, issuer))
                .max(Comparator.comparing(X509CRL::getThisUpdate));
        if (newest.isPresent() && newest.get().isRevoked(link)) {
            throw new Refusal(RefusalCode.REVOKED, "The certificate of " + name(link) + " is revoked: do not use this jar");
        }
        boolean usable = newest.isPresent() && !newest.get().getThisUpdate().after(now)
                && newest.get().getNextUpdate() != null && newest.get().getNextUpdate().after(now);
        if (!lists.isEmpty() && !usable) {
            throw new Refusal(RefusalCode.CRL_UNUSABLE, "The revocation list of " + issuer.getSubjectX500Principal()
                    + " is out of date or not its own: fetch its newest one into conf/trust");
        }
    }

    /** Lists in parts, which say so by a critical extension, are not understood here and count as nobody's. */
    private static boolean isFrom(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey());
            return list.getCriticalExtensionOIDs() == null || list.getCriticalExtensionOIDs().isEmpty();
        } catch (GeneralSecurityException foreign) {
            return false;
        }
    }

    private static Refusal untrusted(X509Certificate signer) {
        return new Refusal(RefusalCode.UNTRUSTED,
                "Nobody in conf/trust vouches for " + name(signer) + ", who signed the jar (certificate issued by "
                        + signer.getIssuerX500Principal() + ")");
    }

    private static String expired(X509Certificate link) {
        return "The certificate of " + name(link) + " ended on " + link.getNotAfter().toInstant()
                + ": ask for a jar signed with a valid one";
    }

    private static String notYet(X509Certificate link) {
        return "The certificate of " + name(link) + " begins on " + link.getNotBefore().toInstant() + ": is the clock right?";
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
