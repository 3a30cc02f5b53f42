package com.example.outside;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.security.CredentialSigner;
import id.api.value.Bytes;
import id.api.value.RandomSource;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Does in its process what the subject of the message says; answers in the reason of a refusal. */
public class OutsideNotifier implements Notifier {
    private static final List<byte[]> KEPT = new ArrayList<>();

    /** A code of a vendor's own. */
    enum Code implements ErrorCode {
        GATEWAY_GONE;

        @Override
        public int number() {
            return VENDOR_RANGE_START + 7;
        }

        @Override
        public ErrorCategory category() {
            return ErrorCategory.EXTERNAL;
        }
    }

    @Override
    public Promise<Delivery> send(Message message) {
        return switch (message.subject()) {
            case "pid" -> said(Long.toString(ProcessHandle.current().pid()));
            case "echo" -> said(message.body());
            case "environment" -> said(System.getenv().keySet().stream().sorted().collect(Collectors.joining(",")));
            case "caller" -> throw new IdentityException(GeneralError.INVALID_VALUE, "recipient", "Give a number");
            case "vendor" -> throw new IdentityException(Code.GATEWAY_GONE, "", "The gateway is away");
            case "throw" -> throw new IllegalStateException("+100 said hello");
            case "fail" -> Promises.failed(new IdentityException(Code.GATEWAY_GONE, "", "The gateway is away"));
            case "null" -> null;
            case "never" -> new Deferred<Delivery>().getPromise();
            case "sleep" -> slept(Long.parseLong(message.body()));
            case "folder" -> said(Path.of("").toAbsolutePath().toString());
            case "exit" -> exit();
            case "halt" -> halt();
            case "heap" -> heap();
            case "crash" -> crash();
            case "connect" -> connect(Integer.parseInt(message.body()));
            case "print" -> print(Integer.parseInt(message.body()));
            case "child" -> child();
            case "sign" -> sign();
            case "huge" -> said("x".repeat(Integer.parseInt(message.body())));
            default -> Promises.resolved(new Delivery.Accepted());
        };
    }

    /** With what a credential format may use of the core. */
    private static Promise<Delivery> sign() {
        BundleContext context = FrameworkUtil.getBundle(OutsideNotifier.class).getBundleContext();
        ServiceReference<CredentialSigner> signer = context.getServiceReference(CredentialSigner.class);
        if (signer == null) {
            return said("nobody signs");
        }
        RandomSource random = context.getService(context.getServiceReference(RandomSource.class));
        Bytes signature = context.getService(signer).sign(context.getService(signer).keyId(), Bytes.utf8("credential"));
        return said(
                context.getService(signer).algorithm() + " " + signature.size() + " " + random.id128().length());
    }

    private static Promise<Delivery> said(String text) {
        return Promises.resolved(new Delivery.Refused(text));
    }

    private static Promise<Delivery> slept(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        return Promises.resolved(new Delivery.Accepted());
    }

    private static Promise<Delivery> exit() {
        System.exit(7);
        return null;
    }

    private static Promise<Delivery> halt() {
        Runtime.getRuntime().halt(0);
        return null;
    }

    private static Promise<Delivery> heap() {
        while (true) {
            KEPT.add(new byte[1 << 20]);
        }
    }

    private static Promise<Delivery> crash() {
        try {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            ((sun.misc.Unsafe) field.get(null)).putAddress(0, 0);
            return said("alive");
        } catch (ReflectiveOperationException absent) {
            return said(absent.toString());
        }
    }

    private static Promise<Delivery> connect(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            return said("connected");
        } catch (IOException refused) {
            return said("not connected");
        }
    }

    private static Promise<Delivery> print(int lines) {
        for (int i = 0; i < lines; i++) {
            System.out.println("line " + i + " " + "y".repeat(5_000));
        }
        return Promises.resolved(new Delivery.Accepted());
    }

    private static Promise<Delivery> child() {
        try {
            return said(Long.toString(new ProcessBuilder("sleep", "600").start().pid()));
        } catch (IOException refused) {
            return said("0");
        }
    }
}
