package id.core.plugins.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a process prints, line by line into the log: no line longer than {@value #LONGEST} bytes, no more than
 * {@value #PER_SECOND} lines a second; what is beyond is dropped and counted. Reads to the end, so that a process that
 * prints without end is never blocked by it and fills nothing.
 */
final class LogLines implements Runnable {
    static final int LONGEST = 1_000;
    static final int PER_SECOND = 50;
    private static final long SECOND = 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(LogLines.class);

    private final String plugin;
    private final InputStream out;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private long secondBegan = System.nanoTime();
    private int inSecond;
    private long dropped;

    LogLines(String plugin, InputStream out) {
        this.plugin = plugin;
        this.out = out;
    }

    @Override
    public void run() {
        byte[] piece = new byte[8192];
        try (out) {
            for (int read = out.read(piece); read >= 0; read = out.read(piece)) {
                for (int i = 0; i < read; i++) {
                    take(piece[i]);
                }
            }
        } catch (IOException ended) {
            LOG.debug("{}: its output ended", plugin);
        }
        end();
        sayDropped();
    }

    private void take(byte character) {
        if (character == '\n') {
            end();
        } else if (length < LONGEST) {
            line[length++] = character;
        }
    }

    private void end() {
        if (length == 0) {
            return;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ").strip();
        length = 0;
        if (System.nanoTime() - secondBegan >= SECOND) {
            sayDropped();
            secondBegan = System.nanoTime();
            inSecond = 0;
        }
        if (inSecond++ >= PER_SECOND) {
            dropped++;
            return;
        }
        int head = text.indexOf(' ');
        String word = head < 0 ? "" : text.substring(0, head);
        switch (word) {
            case "ERROR", "WARN", "INFO", "DEBUG" -> LOG.atLevel(Level.valueOf(word)).log("{}: {}", plugin, text.substring(head + 1));
            default -> LOG.info("{}: {}", plugin, text);
        }
    }

    private void sayDropped() {
        if (dropped > 0) {
            LOG.warn("{}: {} lines of its output were left out: more than {} a second", plugin, dropped, PER_SECOND);
            dropped = 0;
        }
    }
}
