package id.core.plugins.install;

import id.api.error.IdentityException;
import id.core.plugins.PluginAdmission;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Starts and stops plugins, each within its limit, and keeps the list of those that run. */
record PluginRunner(PluginHost host, InstalledPlugins installed, PluginAdmission admission, ChangeLog log, PluginChanges.Limits limits) {
    /**
     * @param wait
     *            whether to wait for the end of a start that takes its time
     *
     * @return why it does not start; what is left of it is taken away by {@link #stop}
     */
    Optional<String> start(InstalledPlugin plugin, byte[] bytes, boolean wait) throws InterruptedException {
        installed.add(plugin);
        try {
            BoundedWork.run("start", limits.probe(), () -> {
                host.start(plugin, bytes);
                if (wait) {
                    host.awaitStarted(plugin);
                }
                return true;
            });
            return Optional.empty();
        } catch (BoundedWork.Hanging hangs) {
            return Optional.of("It " + hangs.getMessage());
        } catch (ExecutionException broken) {
            log.broken(plugin, "does not start", broken.getCause());
            return Optional.of("It does not start: " + root(broken));
        }
    }

    /** Before its start a plugin has seen nobody's data, so its words may be shown. */
    private static String root(Throwable broken) {
        Throwable root = broken;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String words = root instanceof IdentityException coded ? coded.getMessage() : root.toString();
        return words.lines().findFirst().orElse("");
    }

    /** A plugin that hangs in its stop is left behind: nobody is sent to it, and the next start is without it. */
    void stop(InstalledPlugin plugin) throws InterruptedException {
        try {
            BoundedWork.run("stop", limits.stop(), () -> {
                host.stop(plugin);
                return true;
            });
            installed.remove(plugin);
            admission.admit(plugin.location());
        } catch (BoundedWork.Hanging hangs) {
            log.broken(plugin, hangs.getMessage() + " and is left behind until the next start; its thread goes on", hangs);
        } catch (ExecutionException broken) {
            log.broken(plugin, "its stop failed", broken.getCause());
            installed.remove(plugin);
        }
    }
}
