package id.core.plugins.process;

import java.time.Duration;
import java.util.OptionalLong;
import org.osgi.framework.Bundle;

/** A plugin in a process of its own. Safe for concurrent use. */
public interface RunningPlugin {
    /**
     * The bundle that stands here for the plugin: it has the plugin's name and version, no code, and registers what the
     * plugin registers in its process.
     */
    Bundle bundle();

    /**
     * Waits until its first process has started the plugin, or did not.
     *
     * @return whether it did; if not, {@link #problem()} says why
     */
    boolean awaitStarted(Duration limit) throws InterruptedException;

    /**
     * Waits until it offers a service.
     *
     * @return whether it does; if not, {@link #problem()} says why
     */
    boolean awaitOffered(Duration limit) throws InterruptedException;

    /** How its process is, one sentence for an operator. */
    String status();

    /** What keeps it from work, one sentence for an operator; empty when nothing does. */
    String problem();

    /** Number of the process; empty while there is none. */
    OptionalLong pid();

    /** How often its process has been started again. */
    int restarts();

    /** How the process before this one ended, one sentence; empty when there was none. */
    String lastEnd();

    /**
     * Takes its services away, which lets the calls in flight end, then ends the process and takes the bundle away.
     * Returns when all that has happened; once more is harmless.
     */
    void stop();
}
