package com.example.rogue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TimeZone;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Notifiers that take what the process has: memory, threads, files, sockets, its settings. */
public final class GreedyNotifiers {
    private static final int MIB = 1 << 20;

    private GreedyNotifiers() {}

    private static Promise<Delivery> accepted() {
        return Promises.resolved(new Delivery.Accepted());
    }

    public static class AllocatesAndReleases implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            long sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += new byte[16 * MIB].length;
            }
            return Promises.resolved(new Delivery.Refused("took " + sum));
        }
    }

    public static class Hoards implements Notifier {
        private static final byte[][] HOARD = new byte[64][];

        @Override
        public Promise<Delivery> send(Message message) {
            for (int i = 0; i < HOARD.length; i++) {
                HOARD[i] = new byte[MIB];
            }
            return accepted();
        }
    }

    public static class LeavesThreadLocal implements Notifier {
        private static final ThreadLocal<Object> LEFT = new ThreadLocal<>();

        @Override
        public Promise<Delivery> send(Message message) {
            LEFT.set(new LeavesThreadLocal());
            return accepted();
        }
    }

    public static class LeavesContextClassLoader implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Thread.currentThread().setContextClassLoader(null);
            Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
            return accepted();
        }
    }

    public static class StartsThreads implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            for (int i = 0; i < 4; i++) {
                new Thread(Stubborn::sleepDeaf).start();
            }
            return accepted();
        }
    }

    public static class StartsATimer implements Notifier {
        private static final Timer TIMER = new Timer(true);

        @Override
        public Promise<Delivery> send(Message message) {
            TIMER.schedule(new TimerTask() {
                @Override
                public void run() {
                    if (!Stubborn.isHeld()) {
                        TIMER.cancel();
                    }
                }
            }, 20, 20);
            return accepted();
        }
    }

    public static class AddsAShutdownHook implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Stubborn.isHeld()));
            return accepted();
        }
    }

    public static class FloodsTheOutput implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            for (int i = 0; i < 10_000; i++) {
                System.out.println("rogue was here");
            }
            return accepted();
        }
    }

    public static class ReadsFiles implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            // Where the keys of the system are.
            return Files.isReadable(Path.of(message.body())) ? accepted() : Promises.resolved(new Delivery.Refused("not readable"));
        }
    }

    public static class OpensSockets implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket out = new Socket(server.getInetAddress(), server.getLocalPort())) {
                return out.isConnected() ? accepted() : null;
            } catch (java.io.IOException refused) {
                return Promises.failed(refused);
            }
        }
    }

    public static class StartsAProcess implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            try {
                return new ProcessBuilder("true").start().waitFor() == 0 ? accepted() : null;
            } catch (java.io.IOException | InterruptedException refused) {
                return Promises.failed(refused);
            }
        }
    }

    public static class ChangesTheProcess implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Locale.setDefault(Locale.of("tr", "TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            System.setProperty("line.separator", "|");
            return accepted();
        }
    }
}
