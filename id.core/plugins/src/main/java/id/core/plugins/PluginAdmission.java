package id.core.plugins;

import java.util.List;
import java.util.Optional;

/**
 * Decides which plugins are called while one takes the place of another. A plugin is named by its location, the one of
 * its bundle. Safe for concurrent use; changes of one plugin come from one thread at a time.
 */
public interface PluginAdmission {
    /** Keeps what a plugin will offer from being called. Before it is started. */
    void hold(String location);

    /** Lets a held plugin be called; without effect on others. */
    void admit(String location);

    /** What a plugin offers now, held or not. */
    List<OfferedService> services(String location);

    /**
     * Lets {@code to} be called from now on, and {@code from} no more: calls in it go on. Nobody who calls meanwhile
     * finds neither.
     */
    void swap(String from, String to);

    /** What is offered of a kind and called now. */
    List<OfferedService> services(Class<?> kind);

    /**
     * Runs {@code work} while no call enters some services: who calls them waits, no longer than its own time limit, and
     * goes to another when the work has let one take their place. Calls that are in them go on.
     */
    void whileNobodyEnters(List<OfferedService> services, Runnable work);

    /**
     * One service of a plugin.
     *
     * @param kinds
     *            SPIs by simple name
     * @param selection
     *            the properties by which the core picks it, in words
     */
    interface OfferedService {
        List<String> kinds();

        List<String> selection();

        /** Its property, null when it has none of that name. */
        Object property(String name);

        /**
         * The service itself, made when this is the first to ask; empty when the plugin could not make it. Runs code of
         * the plugin on the calling thread.
         */
        Optional<Object> fetch() throws InterruptedException;
    }
}
