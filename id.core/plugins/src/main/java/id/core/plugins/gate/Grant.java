package id.core.plugins.gate;

/** What a plugin may do beyond its kinds, only where its publisher's line in conf/trust says so. */
public enum Grant {
    /** Use packages of the framework, with what they reach: bundles, their contexts, services of others. */
    FRAMEWORK,
    /** Bring native code. */
    NATIVE_CODE,
    /** Import packages that it does not name. */
    DYNAMIC_IMPORT,
    /** Reach the network from a process of its own. In the core's process nothing can hold it off. */
    NETWORK
}
