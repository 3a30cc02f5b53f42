package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.io.Closeable;
import java.security.GeneralSecurityException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a token open. A call that finds the session or the login gone logs in anew and is made once more. While the token
 * cannot be opened, calls fail at once but for one each second, which tries again. Safe for concurrent use.
 * <p>
 * A call into a library cannot be ended from Java: one that hangs keeps its place for good, and once all places are taken
 * the others fail after their wait instead of hanging too.
 */
final class TokenLink implements Closeable {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(TokenLink.class);

    private final TokenSettings settings;
    private final Semaphore places;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile OpenToken current;
    private IdentityException refusal;
    private long refusedAt;
    private boolean closed;

    /** Work with an open token; may be done twice. */
    interface Work<T> {
        T with(OpenToken token) throws GeneralSecurityException;
    }

    /** Opens the token: what is wrong with the settings is told here. */
    TokenLink(TokenSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.concurrentCalls(), true);
        this.current = OpenToken.open(settings);
    }

    /**
     * Does the work.
     *
     * @param field
     *            what errors are about
     */
    <T> T call(String field, Work<T> work) {
        enter();
        try {
            OpenToken token = opened(null);
            try {
                return work.with(token);
            } catch (IdentityException told) {
                throw told;
            } catch (GeneralSecurityException | RuntimeException failed) {
                if (TokenFault.of(failed) != TokenFault.LOST && token == current) {
                    throw told(field, failed);
                }
                LOG.warn("The session with the token {} is gone ({}): logging in anew", settings.token(),
                        TokenFault.word(failed));
            }
            return again(field, work, opened(token));
        } finally {
            places.release();
        }
    }

    /** Logs out. Calls in flight fail. */
    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (current != null) {
                current.close();
                current = null;
            }
        } finally {
            opening.unlock();
        }
    }

    private <T> T again(String field, Work<T> work, OpenToken token) {
        try {
            return work.with(token);
        } catch (IdentityException told) {
            throw told;
        } catch (GeneralSecurityException | RuntimeException failed) {
            throw told(field, failed);
        }
    }

    private void enter() {
        try {
            if (!places.tryAcquire(settings.waitSeconds(), TimeUnit.SECONDS)) {
                throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "concurrentCalls", "The token "
                        + settings.token() + " has " + settings.concurrentCalls() + " calls in it, and none ended within "
                        + settings.waitSeconds() + " s: see whether it hangs; if not, raise concurrentCalls");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "",
                    "The wait for the token was interrupted: the caller is being stopped", stopped);
        }
    }

    /** The open token, opened anew when it is {@code lost} or was lost before. */
    private OpenToken opened(OpenToken lost) {
        OpenToken token = current;
        if (token != null && token != lost) {
            return token;
        }
        opening.lock();
        try {
            if (closed) {
                throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "", "The vault is closed");
            }
            if (current != null && current == lost) {
                current = null;
                lost.close();
                refusal = null;
            }
            if (current == null) {
                current = open();
            }
            return current;
        } finally {
            opening.unlock();
        }
    }

    private OpenToken open() {
        if (refusal != null && System.nanoTime() - refusedAt < PAUSE_NANOS) {
            throw new IdentityException(refusal.code(), refusal.field(), refusal.getMessage(), refusal);
        }
        try {
            OpenToken token = OpenToken.open(settings);
            LOG.info("Logged in to the token {} anew", settings.token());
            refusal = null;
            return token;
        } catch (IdentityException refused) {
            refusal = refused;
            refusedAt = System.nanoTime();
            throw refused;
        }
    }

    private IdentityException told(String field, Exception failed) {
        return new IdentityException(SecurityError.VAULT_UNAVAILABLE, field, "The token " + settings.token()
                + " did not do it (" + TokenFault.word(failed) + "): see that it is there and answers", failed);
    }
}
