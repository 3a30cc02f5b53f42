package id.core.plugins;

import javax.imageio.ImageIO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.util.promise.Deferred;

/**
 * What is made once for the whole process, at its first use, and tied to the class loader of the thread that happens to
 * be first: the JDK's registry of image formats with the context of AWT, and the threads of promises with the hook that
 * ends them. Made here, for a plugin that is the first would have its classes in memory for good.
 */
@Component(service = {}, immediate = true)
public final class SharedState {
    @Activate
    public SharedState() {
        // On a thread of its own: it takes some tens of milliseconds, which no start has to wait for.
        Thread maker = Thread.ofPlatform().daemon().name("jdk-state").unstarted(SharedState::use);
        maker.setContextClassLoader(ClassLoader.getSystemClassLoader());
        maker.start();
    }

    private static void use() {
        Deferred<Boolean> first = new Deferred<>();
        first.getPromise().onResolve(() -> {});
        first.resolve(true);
        ImageIO.getCacheDirectory();
    }
}
