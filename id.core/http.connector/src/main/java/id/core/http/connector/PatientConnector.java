package id.core.http.connector;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Waits a little for its place. The web server begins anew when its settings come, milliseconds after it began: the place is
 * then still held by the connector before, until the thread that accepted for it has left the system call. The launcher has
 * looked before that nobody else holds it.
 */
final class PatientConnector extends ServerConnector {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);

    PatientConnector(Server server, ConnectionFactory... layers) {
        super(server, layers);
    }

    @Override
    protected ServerSocketChannel openAcceptChannel() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return super.openAcceptChannel();
            } catch (IOException taken) {
                if (!(taken.getCause() instanceof BindException) || System.nanoTime() - end > 0) {
                    throw taken;
                }
                pause(taken);
            }
        }
    }

    private static void pause(IOException taken) throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw taken;
        }
    }
}
