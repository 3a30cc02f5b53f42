package id.worker.wire;

import java.util.concurrent.CompletableFuture;

/** Carries a call to the other side. */
public interface Caller {
    /**
     * Waits for the answer.
     *
     * @throws InterruptedException
     *             when interrupted; the call is then cancelled at the other side too where that serves it
     * @throws id.api.error.IdentityException
     *             when the other side cannot be reached or broke the rules of the line
     */
    byte[] call(byte[] call) throws InterruptedException;

    /** The same without waiting. */
    CompletableFuture<byte[]> callLater(byte[] call);
}
