package id.core.http.connector;

import id.api.error.IdentityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that is shown, and how it changes: when the files hold another one that is in order, connections
 * from then on see it; those that are open go on. One that is not in order is told and not taken.
 */
final class TlsLine {
    private static final Logger LOG = LoggerFactory.getLogger(TlsLine.class);
    private static final Duration SOON = Duration.ofDays(21);
    /** Forward secrecy and authenticated encryption in either version: what Jetty leaves of 1.2 by itself has CBC and DHE in it. */
    private static final String[] SUITES = { "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" };

    private final TlsFiles files;
    private final Path shown;
    private final InstantSource clock;
    private final char[] memoryPassword;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private Identity identity;
    private String taken;
    private String seen;

    /**
     * @param shown
     *            where the certificate is written for programs on this machine
     *
     * @throws IdentityException
     *             when the files are not in order
     */
    TlsLine(TlsFiles files, boolean allowTls12, Path shown, InstantSource clock) {
        this.files = files;
        this.shown = shown;
        this.clock = clock;
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        this.memoryPassword = Base64.getEncoder().encodeToString(random).toCharArray();
        factory.setExcludeProtocols();
        factory.setIncludeProtocols(allowTls12 ? new String[]{ "TLSv1.3", "TLSv1.2" } : new String[]{ "TLSv1.3" });
        factory.setIncludeCipherSuites(SUITES);
        factory.setRenegotiationAllowed(false);
        factory.setKeyStorePassword(new String(memoryPassword));
        factory.setKeyManagerPassword(new String(memoryPassword));
        this.taken = digest();
        this.seen = taken;
        this.identity = files.read(clock.instant());
        try {
            factory.setKeyStore(show(identity));
        } catch (GeneralSecurityException | IOException notShown) {
            throw TlsFiles.wrong("certificateFile", "the certificate cannot be shown: see that " + shown.getParent()
                    + " can be written and that Java knows the kind of the key", notShown);
        }
        tellTheEnd(identity);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    Path shown() {
        return shown;
    }

    /** Looks at the files. What has changed is taken only when it was the same at the look before: it is whole then. */
    synchronized void look() {
        String now = digest();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(taken)) {
            return;
        }
        taken = now;
        try {
            Identity next = files.read(clock.instant());
            change(next);
            identity = next;
            LOG.info("Another certificate is shown from now on, valid until {}", next.certificate().getNotAfter().toInstant());
            tellTheEnd(next);
        } catch (IdentityException notInOrder) {
            LOG.error("{}: {}: {}. The certificate from before is shown on, valid until {}", ConnectorSettings.PID,
                    notInOrder.field(), notInOrder.getMessage(), identity.certificate().getNotAfter().toInstant());
        }
    }

    private void change(Identity next) {
        try {
            KeyStore store = show(next);
            factory.reload(changed -> factory.setKeyStore(store));
        } catch (Exception refused) { // what the engine's reload declares
            back();
            throw TlsFiles.wrong("certificateFile", "the TLS engine does not take it: see that Java knows the kind of the key",
                    refused);
        }
    }

    /** A reload that failed leaves the engine without any. */
    private void back() {
        try {
            KeyStore store = show(identity);
            factory.reload(changed -> factory.setKeyStore(store));
        } catch (Exception alsoRefused) { // what the engine's reload declares
            LOG.error("The certificate from before cannot be shown again: start anew", alsoRefused);
        }
    }

    private KeyStore show(Identity next) throws GeneralSecurityException, IOException {
        Path draft = shown.resolveSibling("." + shown.getFileName());
        Files.createDirectories(shown.getParent());
        Files.deleteIfExists(draft);
        if (Files.getFileStore(shown.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(draft, next.pem());
        Files.move(draft, shown, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return next.keyStore(memoryPassword);
    }

    private void tellTheEnd(Identity now) {
        Instant end = now.certificate().getNotAfter().toInstant();
        if (clock.instant().plus(SOON).isAfter(end)) {
            LOG.warn("The certificate of this server ends at {}: put a new one in its place, no restart is needed", end);
        }
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.all()) {
                digest.update(Files.isReadable(file) ? Files.readAllBytes(file) : new byte[0]);
                digest.update((byte) 0);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (IOException amidChange) {
            return "unreadable";
        } catch (GeneralSecurityException always) {
            throw new IllegalStateException(always);
        }
    }
}
