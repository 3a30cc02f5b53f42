package id.core.http.connector;

/**
 * How slow a client may be.
 *
 * @param headerNanos
 *            longest time for a header
 * @param graceNanos
 *            how long the server waits for it before its speed counts
 * @param bytesPerSecond
 *            least speed from then on, 0 for any
 */
record ClientPace(long headerNanos, long graceNanos, int bytesPerSecond) {
    boolean tooSlow(long bytes, long nanos) {
        return nanos > graceNanos && bytes < bytesPerSecond * (nanos / 1e9);
    }
}
