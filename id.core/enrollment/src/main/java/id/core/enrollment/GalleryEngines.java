package id.core.enrollment;

import id.api.matching.AbisEngine;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Constants;
import org.osgi.util.promise.Promise;

/**
 * The engines that keep the gallery: one, or two while one takes the place of the other. A search asks the best of them;
 * what is put in or taken out goes to each, since any of them may be the one that searches next. An engine that comes
 * later reads the store, where it finds what was put in before it came.
 */
final class GalleryEngines {
    private GalleryEngines() {}

    /**
     * Tells every engine; answered when each that is still there did, else the first outcome that is no answer.
     *
     * @param contradiction
     *            what cannot be true about an answer; empty when it can: such an answer is none
     */
    static <R> PluginOutcome<R> each(PluginRegistry plugins, Duration limit, PluginCall<AbisEngine, Promise<R>> call,
            Function<R, Optional<String>> contradiction) {
        PluginOutcome<R> last = new PluginOutcome.Absent<>("No plugin offers AbisEngine with " + References.ENGINE
                + ": install one, or look at what keeps it idle");
        List<PluginOffer> engines = plugins.offers(AbisEngine.class, References.ENGINE);
        while (!engines.isEmpty() && last instanceof PluginOutcome.Absent) {
            for (PluginOffer engine : engines) {
                PluginOutcome<R> outcome = believable(plugins.await(AbisEngine.class, only(engine), limit, call), contradiction);
                if (!(outcome instanceof PluginOutcome.Absent)) {
                    last = outcome;
                    if (!(outcome instanceof PluginOutcome.Answered)) {
                        return outcome;
                    }
                }
            }
            engines = plugins.offers(AbisEngine.class, References.ENGINE);
        }
        return last;
    }

    private static <R> PluginOutcome<R> believable(PluginOutcome<R> outcome, Function<R, Optional<String>> contradiction) {
        return outcome instanceof PluginOutcome.Answered<R>(R answer)
                ? contradiction.apply(answer).<PluginOutcome<R>>map(why -> new PluginOutcome.Failed<>(why, null)).orElse(outcome)
                : outcome;
    }

    private static String only(PluginOffer engine) {
        Object id = engine.properties().get(Constants.SERVICE_ID);
        return id == null ? References.ENGINE : "(&" + References.ENGINE + "(" + Constants.SERVICE_ID + "=" + id + "))";
    }
}
