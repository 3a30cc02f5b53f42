package id.plugins.devices.simulator;

/**
 * A stream of numbers that depends on its key alone: SplitMix64, integer arithmetic and exactly rounded floating point
 * only, so that every machine draws the same finger. Not for secrets. One thread at a time.
 */
final class SeededStream {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    private SeededStream(long state) {
        this.state = state;
    }

    /** The stream of a key; streams of different keys are independent for the purposes of a simulation. */
    static SeededStream of(long... key) {
        long state = 0x1d3a5f7b9c2e4861L;
        for (long part : key) {
            state = mix(state + GOLDEN + mix(part + GOLDEN));
        }
        return new SeededStream(state);
    }

    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform in [low, high). */
    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Uniform in [-size, size). */
    double within(double size) {
        return size * (2 * unit() - 1);
    }

    /** Uniform whole number from 0 to bound - 1. */
    int below(int bound) {
        return (int) ((nextLong() >>> 33) * bound >>> 31);
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return unit() < probability;
    }

    /**
     * About normal with mean 0 and standard deviation 1, never beyond 3.5: the sum of four uniforms, cut from one draw,
     * because logarithms differ between machines.
     */
    double bell() {
        long bits = nextLong();
        double sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return (sum / 65536.0 - 2 + 2.0 / 65536) * 1.7320508075688772;
    }
}
