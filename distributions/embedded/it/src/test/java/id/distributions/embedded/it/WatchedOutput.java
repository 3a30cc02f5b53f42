package id.distributions.embedded.it;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output, where the log of a test goes at every level, looked through for what must never be in it. */
final class WatchedOutput extends OutputStream {
    private final PrintStream before = System.out;
    private final byte[] secret;
    private int matched;
    private boolean seen;
    private long longestLine;
    private long line;

    private WatchedOutput(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    static WatchedOutput start(String secret) {
        WatchedOutput output = new WatchedOutput(secret);
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        return output;
    }

    void stop() {
        System.setOut(before);
    }

    synchronized boolean hasSeen() {
        return seen;
    }

    synchronized long longestLine() {
        return longestLine;
    }

    @Override
    public synchronized void write(int value) {
        before.write(value);
        // No character of the secret's first occurs in it twice: going back to the start is enough.
        matched = value == secret[matched] ? matched + 1 : value == secret[0] ? 1 : 0;
        if (matched == secret.length) {
            seen = true;
            matched = 0;
        }
        line = value == '\n' ? 0 : line + 1;
        longestLine = Math.max(longestLine, line);
    }
}
