package id.core.security;

import java.time.Instant;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Component;

/** The clock of the machine, as a service, so that a simulation can put another one in its place. */
@Component(service = InstantSource.class)
public final class SystemTime implements InstantSource {
    @Override
    public Instant instant() {
        return Instant.now();
    }
}
