package id.worker.wire;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The two gRPC methods of the line. The worker serves both, so that the core never listens: it has one connection to
 * each worker, which it opened itself.
 */
public final class Wire {
    /** The core calls an object of the worker. */
    public static final MethodDescriptor<byte[], byte[]> CALL = method(MethodDescriptor.MethodType.UNARY, "call");
    /**
     * A line on which the worker asks and the core answers, one question at a time. The core opens
     * {@value #ASK_LINES} of them and a worker cannot have more questions under way than that.
     */
    public static final MethodDescriptor<byte[], byte[]> ASK = method(MethodDescriptor.MethodType.BIDI_STREAMING, "ask");
    public static final int ASK_LINES = 16;
    /** Shows the worker that it is the core that calls: what the core wrote to its standard input. */
    public static final Metadata.Key<String> SECRET = Metadata.Key.of("idem-secret", Metadata.ASCII_STRING_MARSHALLER);
    /** The object of the worker that the core may call from the start, a {@link WorkerControl}. */
    public static final String CONTROL = "control";
    /** The objects of the core that a worker may call at any time. */
    public static final String DESK = "desk";
    public static final String GALLERIES = "galleries";
    public static final String SIGNER = "signer";

    private Wire() {}

    private static MethodDescriptor<byte[], byte[]> method(MethodDescriptor.MethodType type, String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder().setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("idem.Plugin", name))
                .setRequestMarshaller(new Plain()).setResponseMarshaller(new Plain()).build();
    }

    /** gRPC has bounded and framed the message: its bytes are taken as they are. */
    private static final class Plain implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
