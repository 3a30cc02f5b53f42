package id.worker.wire;

import com.fasterxml.jackson.databind.module.SimpleModule;
import id.api.device.Preview;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.StageContext;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/**
 * One end of the line: calls objects of the other side through proxies, and answers calls to the objects that this side
 * lends. An argument with behaviour is lent for the time of the call, an answer with behaviour until it is closed. Safe
 * for concurrent use.
 */
public final class WireEnd {
    /** Callbacks run on the thread that brought the answer: no threads of its own. */
    private static final PromiseFactory PROMISES = new PromiseFactory(PromiseFactory.inlineExecutor());

    private final Caller caller;
    private final int messageBytes;
    private final Lending lending = new Lending();
    private final WireCodec codec;
    /** Handles that the call which this thread is writing lends. */
    private final ThreadLocal<List<String>> lentForCall = new ThreadLocal<>();
    /** Context class loader of what this thread's call lends: that of the plugin in a worker. */
    private final ThreadLocal<ClassLoader> loaderOfCall = new ThreadLocal<>();

    /**
     * @param messageBytes
     *            largest message to send; the caller refuses larger ones to receive
     */
    public WireEnd(Caller caller, int messageBytes) {
        this.caller = caller;
        this.messageBytes = messageBytes;
        this.codec = new WireCodec(behaviour());
    }

    public Lending lending() {
        return lending;
    }

    private SimpleModule behaviour() {
        SimpleModule module = new SimpleModule("behaviour");
        cross(module, StageContext.class);
        cross(module, DocumentVisitor.class);
        cross(module, Preview.class);
        cross(module, GalleryDesk.Sink.class);
        module.addSerializer(InputStream.class, Serializers.of(InputStream.class,
                (stream, out) -> out.writeString(lend(ByteSource.class, ByteSource.of(stream)))));
        module.addDeserializer(InputStream.class, Serializers.from(InputStream.class,
                in -> proxy(ByteSource.class, handle(in.getText())).stream()));
        return module;
    }

    private <T> void cross(SimpleModule module, Class<T> type) {
        module.addSerializer(type, Serializers.of(type, (object, out) -> out.writeString(lend(type, object))));
        module.addDeserializer(type, Serializers.from(type, in -> proxy(type, handle(in.getText()))));
    }

    private static Supplier<String> handle(String handle) {
        return () -> handle;
    }

    private String lend(Class<?> type, Object object) {
        String handle = lending.lend(type, object, loaderOfCall.get());
        List<String> forCall = lentForCall.get();
        if (forCall != null) {
            forCall.add(handle);
        }
        return handle;
    }

    /**
     * What looks here like an object and is one of the other side.
     *
     * @param handle
     *            asked at each call; may throw what the caller of the proxy gets
     */
    public <T> T proxy(Class<T> type, Supplier<String> handle) {
        InvocationHandler calls = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(type, proxy, method, arguments);
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return call(handle.get(), method, arguments == null ? new Object[0] : arguments);
        };
        return type.cast(Proxy.newProxyInstance(WireEnd.class.getClassLoader(), new Class<?>[]{ type }, calls));
    }

    private static Object ofObject(Class<?> type, Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of another process";
        };
    }

    private Object call(String handle, Method method, Object[] arguments) throws InterruptedException {
        List<String> lent = new ArrayList<>(0);
        boolean later = false;
        try {
            byte[] message = written(handle, method, arguments, lent);
            if (method.getReturnType() == Promise.class) {
                later = true;
                return promise(method, message, lent);
            }
            return read(caller.call(message), method);
        } catch (InterruptedException stopped) {
            if (Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class)) {
                throw stopped;
            }
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The call was given up", stopped);
        } finally {
            if (!later) {
                lent.forEach(lending::end);
            }
        }
    }

    private byte[] written(String handle, Method method, Object[] arguments, List<String> lent) {
        lentForCall.set(lent);
        try {
            return bounded(codec.call(handle, method, arguments));
        } catch (IOException unwritable) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "",
                    "A call of " + method.getName() + " holds what cannot cross to another process", unwritable);
        } finally {
            lentForCall.remove();
        }
    }

    private Promise<Object> promise(Method method, byte[] message, List<String> lent) {
        Deferred<Object> deferred = PROMISES.deferred();
        caller.callLater(message).whenComplete((answer, broken) -> {
            lent.forEach(lending::end);
            try {
                if (broken != null) {
                    deferred.fail(broken);
                } else {
                    deferred.resolve(read(answer, method));
                }
            } catch (RuntimeException fault) {
                deferred.fail(fault);
            }
        });
        return deferred.getPromise();
    }

    private Object read(byte[] answer, Method method) {
        try {
            return codec.answer(answer, WireCodec.yield(method));
        } catch (IOException wrong) {
            // Without the cause's message: it may quote the answer.
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "",
                    "The answer to " + method.getName() + " is none that the interface allows");
        }
    }

    private byte[] bounded(byte[] message) {
        if (message.length > messageBytes) {
            // Not TOO_LARGE: that would tell the person at the desk that the packet is wrong.
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "",
                    "The call takes " + message.length + " bytes, more than messageMegabytes of id.core.plugins.process allows");
        }
        return message;
    }

    /**
     * Answers a call to an object of this side, on the calling thread; completes later when the answer is a promise.
     * Never fails: a fault is an answer too.
     */
    public CompletableFuture<byte[]> answer(byte[] call) {
        try (WireCodec.Incoming incoming = codec.incoming(call)) {
            Lending.Lent lent = lending.find(incoming.handle());
            Method method = Arrays.stream(lent.type().getMethods())
                    .filter(each -> each.getName().equals(incoming.method()) && !each.isDefault()).findFirst()
                    .orElseThrow(() -> new IdentityException(GeneralError.INTERNAL_FAULT, "", "There is no such method"));
            Object value = invoke(lent, method, incoming.arguments(method));
            if (method.getName().equals("close")) {
                lending.end(incoming.handle());
            }
            return method.getReturnType() == Promise.class
                    ? follow(lent, method, (Promise<?>) value)
                    : CompletableFuture.completedFuture(written(lent, method, value));
        } catch (IOException unreadable) {
            return CompletableFuture.completedFuture(codec.fault(new IdentityException(GeneralError.INTERNAL_FAULT, "",
                    "The call is none that the interface allows")));
        } catch (Throwable fault) {
            return CompletableFuture.completedFuture(codec.fault(fault));
        }
    }

    private static Object invoke(Lending.Lent lent, Method method, Object[] arguments) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (lent.loader() != null) {
            thread.setContextClassLoader(lent.loader());
        }
        try {
            return method.invoke(lent.object(), arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private byte[] written(Lending.Lent lent, Method method, Object value) {
        loaderOfCall.set(lent.loader());
        try {
            byte[] answer = codec.answer(WireCodec.yield(method), value);
            return answer.length > messageBytes
                    ? codec.fault(new IdentityException(GeneralError.INTERNAL_FAULT, "", "The answer takes " + answer.length
                            + " bytes, more than messageMegabytes of id.core.plugins.process allows"))
                    : answer;
        } catch (IOException unwritable) {
            return codec.fault(new IdentityException(GeneralError.INTERNAL_FAULT, "",
                    "The answer to " + method.getName() + " holds what cannot cross to another process"));
        } finally {
            loaderOfCall.remove();
        }
    }

    private CompletableFuture<byte[]> follow(Lending.Lent lent, Method method, Promise<?> promise) {
        if (promise == null) {
            return CompletableFuture.completedFuture(codec.fault(
                    new IdentityException(GeneralError.INTERNAL_FAULT, "", "returned null")));
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        promise.onResolve(() -> {
            try {
                Throwable failure = promise.getFailure();
                answer.complete(failure == null ? written(lent, method, promise.getValue()) : codec.fault(failure));
            } catch (Throwable unreadable) {
                answer.complete(codec.fault(unreadable));
            }
        });
        return answer;
    }
}
