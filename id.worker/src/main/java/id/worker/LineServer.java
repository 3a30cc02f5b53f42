package id.worker;

import id.worker.wire.Wire;
import id.worker.wire.WireEnd;
import id.worker.wire.WorkerOrder;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The serving end of the line, for whoever knows the secret. */
final class LineServer implements AutoCloseable {
    private static final int WINDOW = 1 << 20;

    private final WireEnd end;
    private final AtomicInteger hanging;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    /** Threads of the operating system, as in the core: a plugin may compute for minutes. */
    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().name("plugin-", 0).daemon().factory());
    private final Server server;

    LineServer(WorkerOrder order, WireEnd end, AskLines asks, AtomicInteger hanging) throws IOException {
        this.end = end;
        this.hanging = hanging;
        ServerServiceDefinition methods = ServerServiceDefinition.builder("idem.Plugin")
                .addMethod(Wire.CALL, ServerCalls.asyncUnaryCall(this::call))
                .addMethod(Wire.ASK, ServerCalls.asyncBidiStreamingCall(asks::opened)).build();
        // The core connects as soon as it sees the socket, so it is shown when it takes connections: a socket is in its
        // folder before it does.
        Path hidden = Path.of(order.socket() + ".new");
        server = NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(hidden))
                .channelType(NioServerDomainSocketChannel.class).bossEventLoopGroup(loop).workerEventLoopGroup(loop)
                .executor(threads).maxInboundMessageSize(order.messageBytes() + 1024).flowControlWindow(WINDOW)
                .intercept(new Secret(order.secret())).addService(methods).build().start();
        Files.move(hidden, Path.of(order.socket()), StandardCopyOption.ATOMIC_MOVE);
    }

    private void call(byte[] call, StreamObserver<byte[]> out) {
        Cancelling cancelling = new Cancelling(Thread.currentThread());
        Context context = Context.current();
        context.addListener(cancelling, Runnable::run);
        try {
            end.answer(call).whenComplete((answer, impossible) -> {
                if (!context.isCancelled()) {
                    out.onNext(answer);
                    out.onCompleted();
                }
            });
        } finally {
            context.removeListener(cancelling);
            cancelling.out();
        }
    }

    /** Interrupts the thread of a call that the core gave up, and counts those that do not heed it. */
    private final class Cancelling implements Context.CancellationListener {
        private Thread inPlugin;
        private boolean counted;

        Cancelling(Thread inPlugin) {
            this.inPlugin = inPlugin;
        }

        @Override
        public synchronized void cancelled(Context context) {
            if (inPlugin != null) {
                counted = true;
                hanging.incrementAndGet();
                inPlugin.interrupt();
            }
        }

        synchronized void out() {
            inPlugin = null;
            Thread.interrupted();
            if (counted) {
                hanging.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        threads.shutdownNow();
    }

    /** Turns away whoever found the socket without having been told. */
    private record Secret(String secret) implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(ServerCall<A, B> call, Metadata headers,
                ServerCallHandler<A, B> next) {
            String shown = headers.get(Wire.SECRET);
            if (shown == null || !MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8),
                    secret.getBytes(StandardCharsets.UTF_8))) {
                call.close(Status.UNAUTHENTICATED, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }

        @Override
        public String toString() {
            return "Secret[***]";
        }
    }
}
