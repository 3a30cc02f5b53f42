package id.worker.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.fuzz.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.util.promise.Promise;

/**
 * What a worker sends, as the core reads it: answers to a method of a plugin kind, told by the first byte, and, after
 * {@value #CALL}, calls to the core. An answer is a value of the method's type or a coded fault; a call is always
 * answered.
 */
public class WireFuzzTest extends FuzzTest {
    private static final int CALL = 255;
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
    private static final List<Method> METHODS = Kinds.all().stream().flatMap(kind -> Arrays.stream(kind.getMethods()))
            .filter(method -> !method.isDefault()).sorted(Comparator.comparing(Method::toGenericString)).toList();

    private static final class Answers implements Caller {
        private final byte[] answer;

        Answers(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public byte[] call(byte[] call) {
            return answer;
        }

        @Override
        public CompletableFuture<byte[]> callLater(byte[] call) {
            return CompletableFuture.completedFuture(answer);
        }
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        WireCodec codec = new WireCodec(new SimpleModule());
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < METHODS.size(); i++) {
            seeds.add(input(i, codec.answer(void.class, null)));
        }
        for (Method method : METHODS) {
            if (WireCodec.yield(method) == Delivery.class) {
                for (Class<?> kind : Delivery.class.getPermittedSubclasses()) {
                    seeds.add(input(METHODS.indexOf(method),
                            CBOR.writeValueAsBytes(Map.of("value", Map.of(kind.getSimpleName(), Map.of())))));
                }
            }
        }
        seeds.add(input(0, codec.fault(new IdentityException(GeneralError.UNAVAILABLE, "f", "m"))));
        Map<String, Property> properties = Map.of("a", Property.of("x").orElseThrow(), "b",
                Property.of(new Integer[]{ 1, 2 }).orElseThrow());
        Method offer = CoreDesk.class.getMethod("offer", ServiceOffer.class);
        seeds.add(input(CALL, codec.call(Wire.DESK, offer, new Object[]{ new ServiceOffer("o", List.of("i"), properties) })));
        seeds.add(input(CALL, codec.call(Wire.DESK, CoreDesk.class.getMethod("withdraw", String.class), new Object[]{ "o" })));
        return seeds;
    }

    private static byte[] input(int first, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        out.writeBytes(message);
        return out.toByteArray();
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] message = Arrays.copyOfRange(input, 1, input.length);
        WireEnd end = new WireEnd(new Answers(message), 1 << 20);
        if (Byte.toUnsignedInt(input[0]) == CALL) {
            call(end, message);
        } else {
            answer(end, METHODS.get(Byte.toUnsignedInt(input[0]) % METHODS.size()));
        }
    }

    private static void call(WireEnd end, byte[] message) throws Exception {
        end.lending().lend(Wire.DESK, CoreDesk.class, new CoreDesk() {
            @Override
            public void offer(ServiceOffer offer) {
                Property.values(offer.properties());
            }

            @Override
            public void withdraw(String object) {}
        });
        byte[] answer = end.answer(message).get();
        try {
            new WireCodec(new SimpleModule()).answer(answer, void.class);
        } catch (IdentityException fault) {
            // Coded, as a fault is.
        }
    }

    private static void answer(WireEnd end, Method method) throws Exception {
        Object proxy = end.proxy(method.getDeclaringClass(), () -> "1");
        try {
            Object value = invoke(proxy, method);
            if (value instanceof Promise<?> promise && promise.getFailure() != null) {
                throw new InvocationTargetException(promise.getFailure());
            }
        } catch (InvocationTargetException thrown) {
            if (!(thrown.getCause() instanceof IdentityException)) {
                throw new AssertionError("An answer is met with what the core does not expect", thrown.getCause());
            }
        }
    }

    private static Object invoke(Object proxy, Method method) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] = type == int.class ? 0 : type == long.class ? 0L : type == boolean.class ? false : null;
        }
        return method.invoke(proxy, arguments);
    }
}
