package id.core.plugins;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The threads of the core as services: {@code executor=virtual} for work that waits, one thread a task;
 * {@code executor=timer} for delays and repetitions whose work is short.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"java.util.concurrent.ExecutorService\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"java.util.concurrent.ScheduledExecutorService\"")
public final class CoreThreads {
    private static final String KIND = "executor";
    private static final int TIMER_THREADS = 2;

    private final ExecutorService virtual = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("core-", 0).factory());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(TIMER_THREADS,
            Thread.ofPlatform().name("timer-", 0).daemon().factory());
    private final ServiceRegistration<ExecutorService> virtualService;
    private final ServiceRegistration<ScheduledExecutorService> timerService;

    @Activate
    public CoreThreads(BundleContext context) {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        virtualService = context.registerService(ExecutorService.class, new SharedExecutor(virtual),
                new Hashtable<>(Map.of(KIND, "virtual")));
        timerService = context.registerService(ScheduledExecutorService.class, timer,
                new Hashtable<>(Map.of(KIND, "timer")));
    }

    /** Takes the services away first, so that their users stop while the threads still run. */
    @Deactivate
    void stop() {
        timerService.unregister();
        virtualService.unregister();
        timer.shutdownNow();
        virtual.shutdownNow();
    }
}
