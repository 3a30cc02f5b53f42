package id.core.http.connector;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/** Tells when a request's body is waited for and when an answer is not taken. */
final class WatchedStream extends HttpStream.Wrapper {
    private final SlowClient client;

    WatchedStream(HttpStream stream, SlowClient client) {
        super(stream);
        this.client = client;
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            client.bodyCame(chunk.remaining());
        }
        return chunk;
    }

    @Override
    public void demand() {
        client.bodyAwaited();
        super.demand();
    }

    @Override
    public void send(MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
        client.answerBegins();
        super.send(request, response, last, content, new Callback.Nested(callback) {
            @Override
            public void completed() {
                client.answerTaken();
            }
        });
    }
}
