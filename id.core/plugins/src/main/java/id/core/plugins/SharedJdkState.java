package id.core.plugins;

import javax.imageio.ImageIO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What the JDK makes once for the whole process, at its first use, and ties to the class loader of the thread that
 * happens to be first: the registry of image formats and the context of AWT. Made here, before any plugin can be the
 * first: the plugin's classes would stay in memory for good.
 */
@Component(service = {}, immediate = true)
public final class SharedJdkState {
    @Activate
    public SharedJdkState() {
        // On a thread of its own: it takes some tens of milliseconds, which no start has to wait for.
        Thread maker = Thread.ofPlatform().daemon().name("jdk-state").unstarted(ImageIO::getCacheDirectory);
        maker.setContextClassLoader(ClassLoader.getSystemClassLoader());
        maker.start();
    }
}
