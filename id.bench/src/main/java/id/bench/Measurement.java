package id.bench;

import java.util.Map;

/** One thing to measure. */
@FunctionalInterface
interface Measurement {
    /** Measures and returns the figures, in the order to show them; keys say their unit. */
    Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception;
}
