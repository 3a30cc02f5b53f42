package id.core.http.connector;

import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** What the server waits for on one connection, and since when. Only time in which it waits for the client counts. */
final class SlowClient {
    private final EndPoint line;
    private boolean inRequest;
    private boolean atFirst = true;
    private long headerSince = System.nanoTime();
    private long bytesBefore;
    private boolean bodyAwaited;
    private long bodySince;
    private long bodyWaited;
    private long bodyBytes;
    private boolean answerPending;
    private long answerSince;
    private long answerFrom;

    SlowClient(EndPoint line) {
        this.line = line;
    }

    synchronized void requestBegins() {
        inRequest = true;
        atFirst = false;
        bodyAwaited = false;
        bodyWaited = 0;
        bodyBytes = 0;
        answerPending = false;
    }

    synchronized void requestEnds() {
        inRequest = false;
        bodyAwaited = false;
        answerPending = false;
        headerSince = 0;
        bytesBefore = bytesIn();
    }

    synchronized void bodyAwaited() {
        if (!bodyAwaited) {
            bodyAwaited = true;
            bodySince = System.nanoTime();
        }
    }

    synchronized void bodyCame(int bytes) {
        bodyBytes += bytes;
        if (bodyAwaited) {
            bodyAwaited = false;
            bodyWaited += System.nanoTime() - bodySince;
        }
    }

    synchronized void answerBegins() {
        answerPending = true;
        answerSince = System.nanoTime();
        answerFrom = bytesOut();
    }

    synchronized void answerTaken() {
        answerPending = false;
    }

    /** @return why it is to be cut; empty when it is not */
    synchronized Optional<String> look(ClientPace pace) {
        long now = System.nanoTime();
        if (!inRequest) {
            return headerLate(pace, now) ? Optional.of("its header did not come in time") : Optional.empty();
        }
        if (bodyAwaited && pace.tooSlow(bodyBytes, bodyWaited + now - bodySince)) {
            return Optional.of("its body comes too slowly");
        }
        if (answerPending && pace.tooSlow(bytesOut() - answerFrom, now - answerSince)) {
            return Optional.of("it takes the answer too slowly");
        }
        return Optional.empty();
    }

    /** Between two requests a client may be silent as long as the idle time: only its first byte starts the clock. */
    private boolean headerLate(ClientPace pace, long now) {
        if (!atFirst && headerSince == 0) {
            if (bytesIn() > bytesBefore) {
                headerSince = now;
            }
            return false;
        }
        return now - headerSince > pace.headerNanos();
    }

    private long bytesIn() {
        Connection connection = line.getConnection();
        return connection == null ? 0 : connection.getBytesIn();
    }

    private long bytesOut() {
        Connection connection = line.getConnection();
        return connection == null ? 0 : connection.getBytesOut();
    }
}
