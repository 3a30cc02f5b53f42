package id.core.identity;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Settings for tests: the defaults, with what the test sets. */
final class Settings {
    private final Map<String, Object> values = new HashMap<>();

    static Settings defaults() {
        return new Settings();
    }

    Settings with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** No number is refused. */
    Settings unfiltered() {
        return with("uinNotStartingWith", "").with("uinSequenceLimit", 0).with("uinSameDigitLimit", 0)
                .with("uinBlockLimit", 0).with("uinEndsLimit", 0).with("uinRestricted", new String[0]);
    }

    IdentitySettings build() {
        return (IdentitySettings) Proxy.newProxyInstance(IdentitySettings.class.getClassLoader(),
                new Class<?>[]{ IdentitySettings.class },
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
