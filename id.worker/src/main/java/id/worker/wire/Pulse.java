package id.worker.wire;

/**
 * How a worker is.
 *
 * @param usedMegabytes
 *            heap in use
 * @param hanging
 *            calls that the core gave up and that the plugin is still in
 * @param problem
 *            what keeps the plugin from work, in words; empty when nothing does
 */
public record Pulse(long usedMegabytes, int hanging, String problem) {}
