package id.core.plugins.install;

import java.util.Optional;

/** Where plugins run. Methods may run the plugin's code for long: callers bound them. */
interface PluginHost {
    /**
     * Starts a plugin; what it offers shows up as services of its location.
     *
     * @param bytes
     *            its jar, as the gate judged it
     *
     * @throws Exception
     *             when it does not start; nothing of it is left then
     */
    void start(InstalledPlugin plugin, byte[] bytes) throws Exception;

    /**
     * Waits until its start has come to an end, where {@link #start} does not.
     *
     * @throws Exception
     *             when it did not start; {@link #stop} takes away what is left
     */
    void awaitStarted(InstalledPlugin plugin) throws Exception;

    /** Lets the calls in it end, and takes it away. Without effect when it does not run. */
    void stop(InstalledPlugin plugin) throws Exception;

    /** Why it will offer nothing however long one waits; empty while it may. */
    Optional<String> hopeless(InstalledPlugin plugin);

    /** What keeps one from work that offers nothing. */
    String idle(InstalledPlugin plugin);
}
