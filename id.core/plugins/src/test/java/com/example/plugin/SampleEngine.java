package com.example.plugin;

import id.api.matching.AbisEngine;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** An engine of a gallery that nobody asks for. */
final class SampleEngine {
    private SampleEngine() {}

    static void register(BundleContext context) {
        AbisEngine engine = (AbisEngine) Proxy.newProxyInstance(SampleEngine.class.getClassLoader(), new Class<?>[]{ AbisEngine.class },
                (proxy, method, arguments) -> {
                    throw new IllegalStateException(method.getName() + " is not for tests");
                });
        context.registerService(AbisEngine.class, engine, new Hashtable<>(Map.of(AbisEngine.MODALITY, "FINGER")));
    }
}
