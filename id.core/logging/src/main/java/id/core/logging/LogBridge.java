package id.core.logging;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Carries what the framework, SCR and every user of the OSGi log service or of {@code java.util.logging} says into the one log.
 * <p>
 * A plain activator at an early start level, no DS component: it has to see the errors of SCR itself, which would otherwise be swallowed.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LogBridge implements BundleActivator {
    private final OsgiLogListener listener = new OsgiLogListener();
    private ServiceTracker<LogReaderService, LogReaderService> readers;
    private ServiceTracker<LoggerAdmin, LoggerAdmin> admins;

    @Override
    public void start(BundleContext context) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        admins = levelSetting(context);
        readers = listening(context);
        admins.open();
        readers.open();
    }

    @Override
    public void stop(BundleContext context) {
        readers.close();
        admins.close();
        SLF4JBridgeHandler.uninstall();
    }

    private ServiceTracker<LogReaderService, LogReaderService> listening(BundleContext context) {
        return new ServiceTracker<>(context, LogReaderService.class, null) {
            @Override
            public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                LogReaderService reader = super.addingService(reference);
                reader.addLogListener(listener);
                return reader;
            }

            @Override
            public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
                reader.removeLogListener(listener);
                super.removedService(reference, reader);
            }
        };
    }

    private static ServiceTracker<LoggerAdmin, LoggerAdmin> levelSetting(BundleContext context) {
        return new ServiceTracker<>(context, LoggerAdmin.class, null) {
            @Override
            public LoggerAdmin addingService(ServiceReference<LoggerAdmin> reference) {
                LoggerAdmin admin = super.addingService(reference);
                admin.getLoggerContext(null).setLogLevels(OsgiLogListener.LEVELS);
                return admin;
            }
        };
    }
}
