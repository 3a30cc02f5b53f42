package id.core.http.connector;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.junit.Test;

public class PatientConnectorTest {
    @Test
    public void aPlaceThatIsJustBeingLeftIsTaken() throws Exception {
        Server server = new Server();
        ServerSocket before = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = before.getLocalPort();
        PatientConnector connector = new PatientConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        Thread leaving = Thread.startVirtualThread(() -> {
            try (before) {
                Thread.sleep(Duration.ofMillis(300));
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        });
        try {
            connector.open();
            assertEquals(port, connector.getLocalPort());
            assertTrue(connector.isOpen());
        } finally {
            connector.close();
            leaving.join();
        }
    }
}
