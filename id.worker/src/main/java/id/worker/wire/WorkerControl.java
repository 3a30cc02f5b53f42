package id.worker.wire;

import java.util.List;

/** What the core tells a worker to do. Called by one thread at a time. */
public interface WorkerControl {
    /**
     * Takes the settings, then installs and starts the plugin.
     *
     * @return what keeps it from work, in words; empty when nothing does
     */
    String start(List<Setting> settings);

    /** Puts settings in force. */
    void configure(Setting setting);

    /** Takes settings away. */
    void forget(Setting setting);

    /** How it is; answers at once. */
    Pulse pulse();

    /** Stops the plugin. The process ends when its standard input does. */
    void stop();
}
