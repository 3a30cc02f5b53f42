package com.example.outside;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** A component with settings, which it tells. */
public class OutsideComponent implements Notifier {
    private volatile Map<String, Object> settings = Map.of();

    /** By the component runtime, at the start and at each change. */
    public void start(Map<String, Object> given) {
        settings = new TreeMap<>(given);
    }

    @Override
    public Promise<Delivery> send(Message message) {
        return Promises.resolved(new Delivery.Refused(settings.entrySet().stream()
                .filter(entry -> !entry.getKey().matches("channel|component\\..*|osgi\\..*|service\\..*"))
                .map(entry -> entry.getKey() + "=" + entry.getValue()
                        + (entry.getValue() instanceof String ? "" : " " + entry.getValue().getClass().getSimpleName()))
                .collect(Collectors.joining(", "))));
    }
}
