package com.example.outside;

import com.fasterxml.jackson.databind.ObjectMapper;
import id.worker.wire.Wire;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;

/** What runs in place of a worker when its code has been taken over: the plugin's name says how it misbehaves. */
public final class HostileWorker {
    private static final byte[] SETTINGS = { 0, 0, 0, 4, 0, 0, 0, 0, 0 };
    private static final byte[] PING = { 0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8 };
    private static final int HUGE = 8 << 20;

    private HostileWorker() {}

    public static void main(String[] none) throws Exception {
        String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
        var order = new ObjectMapper().readTree(line);
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(order.path("socket").asText());
        String way = order.path("name").asText();
        if (way.equals("huge")) {
            serveHuge(socket);
        } else {
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(socket);
                while (true) {
                    SocketChannel core = server.accept();
                    Thread.ofPlatform().start(() -> misbehave(way, core));
                }
            }
        }
    }

    private static void misbehave(String way, SocketChannel core) {
        try {
            switch (way) {
                case "closed" -> core.close();
                case "garbage" -> flood(core, random());
                case "pings" -> {
                    core.write(ByteBuffer.wrap(SETTINGS));
                    flood(core, repeated(PING));
                }
                case "settings" -> flood(core, repeated(SETTINGS));
                default -> Thread.sleep(600_000);
            }
        } catch (IOException | InterruptedException ended) {
            // The core has closed the line.
        }
    }

    private static void flood(SocketChannel core, byte[] piece) throws IOException {
        while (true) {
            core.write(ByteBuffer.wrap(piece));
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[65_536];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] repeated(byte[] frame) {
        byte[] frames = new byte[frame.length * 4_000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame[i % frame.length];
        }
        return frames;
    }

    private static void serveHuge(UnixDomainSocketAddress socket) throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ServerServiceDefinition methods = ServerServiceDefinition.builder("idem.Plugin")
                .addMethod(Wire.CALL, ServerCalls.asyncUnaryCall((byte[] call, StreamObserver<byte[]> out) -> {
                    out.onNext(new byte[HUGE]);
                    out.onCompleted();
                })).addMethod(Wire.ASK, ServerCalls.asyncBidiStreamingCall((StreamObserver<byte[]> out) -> {
                    out.onNext(new byte[HUGE]);
                    return out;
                })).build();
        NettyServerBuilder.forAddress(socket).channelType(NioServerDomainSocketChannel.class).bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop).addService(methods).build().start().awaitTermination();
    }
}
