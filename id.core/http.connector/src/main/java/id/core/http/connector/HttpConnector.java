package id.core.http.connector;

import id.api.operation.HttpAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The one place where the web server listens. Felix HTTP starts with a connector of its own and cannot be told to have
 * none; it is taken away before anything is served on it.
 */
@Component(service = ConnectorFactory.class, configurationPid = ConnectorSettings.PID)
@Designate(ocd = ConnectorSettings.class)
public final class HttpConnector implements ConnectorFactory {
    private static final long LOOK_MILLIS = 1000;

    private final BundleContext context;
    private final ListenPlace place;
    private final ConnectorLimits limits;
    private final Optional<TlsLine> tls;

    @Activate
    public HttpConnector(ConnectorSettings settings, BundleContext context) {
        this.context = context;
        this.place = ListenPlace.of(settings, context::getProperty);
        this.limits = ConnectorLimits.of(settings);
        this.tls = place.production() ? Optional.of(line(settings)) : Optional.empty();
    }

    private TlsLine line(ConnectorSettings chosen) {
        return new TlsLine(TlsFiles.of(chosen, place.home()), chosen.allowTls12(), place.home().resolve("run/tls.pem"),
                InstantSource.system());
    }

    @Override
    public Connector createConnector(Server server) {
        takeAway(server);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        SlowClients slow = new SlowClients(limits.pace());
        http.addCustomizer(slow);
        http.addCustomizer(new TakenMethods());
        tls.ifPresent(line -> http.addCustomizer(new SecureRequestCustomizer(false, false,
                limits.hstsSeconds(), true)));
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ConnectionFactory[] layers = tls.map(line -> new ConnectionFactory[]{
                new SslConnectionFactory(line.factory(), plain.getProtocol()), plain }).orElse(new ConnectionFactory[]{ plain });
        ServerConnector connector = new PatientConnector(server, layers);
        connector.setHost(place.host());
        connector.setPort(place.port());
        connector.setIdleTimeout(limits.idleMillis());
        connector.addBean(new ConnectionLimit(limits.connections(), connector));
        connector.addEventListener(new Announcement());
        connector.addEventListener(new Repeated(connector.getScheduler(), LOOK_MILLIS, () -> slow.look(connector)));
        tls.ifPresent(line -> connector
                .addEventListener(new Repeated(connector.getScheduler(), limits.pollMillis(), line::look)));
        return connector;
    }

    private static void takeAway(Server server) {
        for (Connector other : server.getConnectors()) {
            try {
                other.stop();
            } catch (Exception notClean) { // what a life cycle declares
                throw new IllegalStateException("Felix HTTP's own connector does not stop", notClean);
            }
            server.removeConnector(other);
        }
    }

    /** Where this machine reaches it. */
    private record Address(URI base, Optional<Path> certificate) implements HttpAddress {}

    /** Tells others while the connector listens. */
    private final class Announcement implements LifeCycle.Listener {
        private ServiceRegistration<HttpAddress> registration;

        @Override
        public void lifeCycleStarted(LifeCycle event) {
            registration = context.registerService(HttpAddress.class,
                    new Address(place.base(), tls.map(TlsLine::shown)), FrameworkUtil.asDictionary(Map.of()));
        }

        @Override
        public void lifeCycleStopping(LifeCycle event) {
            if (registration != null) {
                try {
                    registration.unregister();
                } catch (IllegalStateException gone) {
                    // This bundle stopped first.
                }
            }
        }
    }

    /** Work that is done again and again while the connector listens. */
    private static final class Repeated implements LifeCycle.Listener, Runnable {
        private final Scheduler scheduler;
        private final long millis;
        private final Runnable work;
        private volatile Scheduler.Task next;
        private volatile boolean stopped;

        Repeated(Scheduler scheduler, long millis, Runnable work) {
            this.scheduler = scheduler;
            this.millis = millis;
            this.work = work;
        }

        @Override
        public void lifeCycleStarted(LifeCycle event) {
            next = scheduler.schedule(this, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void lifeCycleStopping(LifeCycle event) {
            stopped = true;
            if (next != null) {
                next.cancel();
            }
        }

        @Override
        public void run() {
            try {
                work.run();
            } finally {
                if (!stopped) {
                    next = scheduler.schedule(this, millis, TimeUnit.MILLISECONDS);
                }
            }
        }
    }
}
