package id.core.http.console;

import id.api.value.PersonId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Version;

/** Makes resources as the framework does, over services that know one person and nothing else, and says what was asked. */
final class FakeParts {
    static final PersonId PERSON = new PersonId("a".repeat(32));

    /** Calls of services, in order: {@code IdentityRegistry.find}. */
    final List<String> calls = new ArrayList<>();
    private final Object places;

    /** @param places what the resources ask about places */
    FakeParts(Object places) {
        this.places = places;
    }

    Object resource(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = Arrays.stream(type.getConstructors()).findFirst().orElseThrow();
        constructor.setAccessible(true);
        return constructor.newInstance(Arrays.stream(constructor.getParameterTypes()).map(this::part).toArray());
    }

    private Object part(Class<?> type) {
        if (type.isInstance(places)) {
            return places;
        }
        if (!type.isInterface()) {
            try {
                return resource(type);
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, (proxy, method, arguments) -> {
            if (type.isAnnotation()) {
                return method.getDefaultValue();
            }
            if (method.getName().equals("getProperty")) {
                return "target/fake-" + arguments[0];
            }
            calls.add(type.getSimpleName() + "." + method.getName());
            return answer(method);
        });
    }

    private Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Optional.class) {
            boolean person = method.getGenericReturnType() instanceof ParameterizedType of
                    && of.getActualTypeArguments()[0] == PersonId.class;
            return person ? Optional.of(PERSON) : Optional.empty();
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class || type == long.class) {
            return type == int.class ? (Object) 0 : (Object) 0L;
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == Version.class) {
            return Version.emptyVersion;
        }
        return type.isInterface() ? part(type) : null;
    }
}
