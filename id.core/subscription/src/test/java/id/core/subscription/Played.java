package id.core.subscription;

import id.api.subscription.IdentityEvent;
import id.api.subscription.Topic;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.PersonId;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What several tests make. */
final class Played {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Played() {}

    static IdentityEvent event(int number, int person) {
        return new IdentityEvent(new EventId("%032x".formatted(number)), Topic.IDENTITY_CREATED, Optional.of(person(person)),
                Optional.of(new EnrollmentId("e-" + person)), Optional.empty(), START, "Enrolled");
    }

    static PersonId person(int number) {
        return new PersonId("%032x".formatted(number));
    }

    /** The default settings with some replaced. */
    static SubscriptionSettings settings(Map<String, Object> values) {
        return annotation(SubscriptionSettings.class, values);
    }

    static <A> A annotation(Class<A> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
