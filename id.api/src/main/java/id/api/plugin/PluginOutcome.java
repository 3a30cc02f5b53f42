package id.api.plugin;

import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.function.Function;

/**
 * What came of a call. Only {@link Answered} holds an answer.
 *
 * @param <R>
 *            the answer
 */
public sealed interface PluginOutcome<R> {
    /** It answered; {@code value} is never null. */
    record Answered<R>(R value) implements PluginOutcome<R> {}

    /** It refused the call with a coded error of category CALLER: the question was wrong. */
    record Refused<R>(IdentityException error) implements PluginOutcome<R> {}

    /** It threw, returned null or broke; {@code why} names the plugin and the kind of fault, without personal data. */
    record Failed<R>(String why, Throwable cause) implements PluginOutcome<R> {}

    /** It did not answer in time. */
    record TimedOut<R>(String plugin, Duration limit) implements PluginOutcome<R> {}

    /**
     * It was not called: it failed too often lately and is left alone for a while, or it has all the calls that it may
     * hold. No other plugin was asked in its place. Whoever counts failed tries does not count this one.
     *
     * @param why
     *            one sentence without personal data, the same for as long as it lasts
     * @param retryAfter
     *            when to ask again, at the soonest; positive
     */
    record Paused<R>(String why, Duration retryAfter) implements PluginOutcome<R> {}

    /** Nobody offers it; {@code why} says what was looked for. */
    record Absent<R>(String why) implements PluginOutcome<R> {}

    /**
     * The answer, or an exception: the plugin's own when it refused, else one of {@code broken} that says what
     * happened. Where the plugin was not called at all, {@link PluginPaused} is among its causes.
     */
    default R orThrow(ErrorCode broken, String field) {
        return switch (this) {
            case Answered<R>(R value) -> value;
            case Refused<R>(IdentityException error) -> throw error;
            case Failed<R>(String why, Throwable cause) -> throw new IdentityException(broken, field, why, cause);
            case TimedOut<R>(String plugin, Duration limit) -> throw new IdentityException(broken, field,
                    plugin + " did not answer within " + limit.toMillis() + " ms");
            case Paused<R>(String why, Duration retryAfter) ->
                throw new IdentityException(broken, field, why, new PluginPaused(retryAfter));
            case Absent<R>(String why) -> throw new IdentityException(broken, field, why);
        };
    }

    /** The answer, or what {@code otherwise} makes of one sentence on why there is none. */
    default R orElse(Function<String, R> otherwise) {
        return switch (this) {
            case Answered<R>(R value) -> value;
            case Refused<R>(IdentityException error) -> otherwise.apply(error.getMessage());
            case Failed<R>(String why, Throwable cause) -> otherwise.apply(why);
            case TimedOut<R>(String plugin, Duration limit) ->
                otherwise.apply(plugin + " did not answer within " + limit.toMillis() + " ms");
            case Paused<R>(String why, Duration retryAfter) -> otherwise.apply(why);
            case Absent<R>(String why) -> otherwise.apply(why);
        };
    }
}
