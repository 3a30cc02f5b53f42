package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.worker.wire.Caller;
import id.worker.wire.Wire;
import id.worker.wire.WireEnd;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The core's end of the line to one worker: one connection, opened from here. What comes over it is bounded by gRPC in
 * size and by flow control; a connection that breaks, or on which the worker breaks the rules, is reported once and
 * never opened again.
 */
final class PluginLink implements Caller, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLink.class);
    private static final int WINDOW = 1 << 20;
    private static final int MORE = 1024;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1,
            Thread.ofPlatform().name("plugin-line-", 0).daemon().factory(), NioIoHandler.newFactory());
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("plugin-line-", 0).factory());
    private final ManagedChannel connection;
    private final Channel line;
    private final WireEnd end;
    private final Consumer<String> broken;

    /**
     * @param broken
     *            told what is wrong with the line, in words; may be told more than once
     */
    PluginLink(Path socket, String secret, int messageBytes, Consumer<String> broken) {
        this.broken = broken;
        connection = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelFactory(PluginLink::channel, UnixDomainSocketAddress.class).eventLoopGroup(loop)
                .executor(threads).offloadExecutor(threads).usePlaintext().overrideAuthority("worker").disableRetry()
                .maxInboundMessageSize(messageBytes + MORE).flowControlWindow(WINDOW).build();
        Metadata shown = new Metadata();
        shown.put(Wire.SECRET, secret);
        line = ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(shown));
        end = new WireEnd(this, messageBytes);
    }

    private static NioDomainSocketChannel channel() {
        NioDomainSocketChannel channel = new NioDomainSocketChannel();
        channel.pipeline().addFirst(new Backlog());
        return channel;
    }

    /**
     * Closes the line when the other side does not take what it makes this side send: answers to a flood of pings are
     * under no flow control, and would fill the memory here.
     */
    private static final class Backlog extends ChannelInboundHandlerAdapter {
        private static final long MOST_BYTES = 16L << 20;

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
            if (waiting != null && waiting.totalPendingWriteBytes() > MOST_BYTES) {
                ReferenceCountUtil.release(read);
                context.close();
            } else {
                context.fireChannelRead(read);
            }
        }
    }

    WireEnd end() {
        return end;
    }

    /** Opens the lines on which the worker asks; what it may ask for is lent by then. */
    void answerQuestions() {
        for (int i = 0; i < Wire.ASK_LINES; i++) {
            Questions questions = new Questions();
            questions.answers = ClientCalls.asyncBidiStreamingCall(line.newCall(Wire.ASK, CallOptions.DEFAULT), questions);
        }
    }

    @Override
    public byte[] call(byte[] call) throws InterruptedException {
        try {
            return ClientCalls.blockingUnaryCall(line, Wire.CALL, CallOptions.DEFAULT, call);
        } catch (StatusRuntimeException refused) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw fault(refused.getStatus());
        }
    }

    @Override
    public CompletableFuture<byte[]> callLater(byte[] call) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(line.newCall(Wire.CALL, CallOptions.DEFAULT), call, new StreamObserver<byte[]>() {
            @Override
            public void onNext(byte[] message) {
                answer.complete(message);
            }

            @Override
            public void onError(Throwable refused) {
                answer.completeExceptionally(fault(Status.fromThrowable(refused)));
            }

            @Override
            public void onCompleted() {
                if (!answer.isDone()) {
                    answer.completeExceptionally(fault(Status.UNAVAILABLE));
                }
            }
        });
        return answer;
    }

    private IdentityException fault(Status status) {
        LOG.debug("A call ended with {}", status, status.getCause());
        switch (status.getCode()) {
            case RESOURCE_EXHAUSTED -> broken.accept("It sent more than messageMegabytes of id.core.plugins.process allows");
            case CANCELLED -> {
                // Given up here.
            }
            default -> broken.accept("The line to it broke (" + status.getCode() + ")");
        }
        return new IdentityException(GeneralError.UNAVAILABLE, "", "Its process ended while the call was in it");
    }

    /** One line for questions: gRPC gives the next one only when this one was taken. */
    private final class Questions implements StreamObserver<byte[]> {
        private StreamObserver<byte[]> answers;

        @Override
        public void onNext(byte[] question) {
            try {
                byte[] answer = end.answer(question).get();
                answers.onNext(answer);
            } catch (InterruptedException | ExecutionException | CompletionException | IllegalStateException closed) {
                broken.accept("The line to it broke");
            }
        }

        @Override
        public void onError(Throwable gone) {
            fault(Status.fromThrowable(gone));
        }

        @Override
        public void onCompleted() {
            broken.accept("It closed the line");
        }
    }

    /** Fails the calls in flight. */
    @Override
    public void close() {
        connection.shutdownNow();
        try {
            connection.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        threads.shutdown();
    }
}
