package id.api.plugin;

/**
 * One question to a plugin.
 *
 * @param <S>
 *            the SPI
 * @param <R>
 *            the answer
 */
@FunctionalInterface
public interface PluginCall<S, R> {
    /** Asks; may throw whatever the plugin throws. The plugin must not be kept beyond the call. */
    R ask(S plugin) throws Exception;
}
