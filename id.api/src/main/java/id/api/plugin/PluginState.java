package id.api.plugin;

/** Where a plugin is. */
public enum PluginState {
    /** Offers its services. */
    IN_USE,
    /** Started, but offers nothing: a setting or something that it needs is missing. */
    IDLE,
    /** Not resolved: a package or capability that it asks for is not there. */
    UNRESOLVED,
    /** Calls end; it goes when they have. */
    DRAINING
}
