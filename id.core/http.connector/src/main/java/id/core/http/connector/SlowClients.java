package id.core.http.connector;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts clients that keep a connection busy by sending or taking next to nothing. The web server's own idle time does
 * not see them: each byte starts it anew.
 */
final class SlowClients implements HttpConfiguration.Customizer {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

    private final ClientPace pace;
    private final Map<EndPoint, SlowClient> clients = new ConcurrentHashMap<>();

    SlowClients(ClientPace pace) {
        this.pace = pace;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        EndPoint line = unwrapped(request.getConnectionMetaData().getConnection().getEndPoint());
        SlowClient client = clients.computeIfAbsent(line, SlowClient::new);
        client.requestBegins();
        request.addHttpStreamWrapper(stream -> new WatchedStream(stream, client));
        Request.addCompletionListener(request, failure -> client.requestEnds());
        return request;
    }

    private static EndPoint unwrapped(EndPoint endPoint) {
        EndPoint inner = endPoint;
        while (inner instanceof EndPoint.Wrapper wrapper) {
            inner = wrapper.unwrap();
        }
        return inner;
    }

    /** Looks at every connection once; to be called about every second. */
    void look(ServerConnector connector) {
        Set<EndPoint> open = new HashSet<>(connector.getConnectedEndPoints());
        clients.keySet().retainAll(open);
        for (EndPoint line : open) {
            SlowClient client = clients.computeIfAbsent(line, SlowClient::new);
            client.look(pace).ifPresent(why -> {
                LOG.debug("A client was cut: {}", why);
                line.close(new TimeoutException(why));
            });
        }
    }
}
