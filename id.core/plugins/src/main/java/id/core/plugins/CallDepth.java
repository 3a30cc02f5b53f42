package id.core.plugins;

/**
 * How many calls of plugins the current thread stands in: a plugin may call the core, which may call a plugin. Without an
 * end to it, one that calls itself takes every thread of the process before its time is over.
 */
final class CallDepth {
    static final int MOST = 16;
    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    private CallDepth() {}

    static int here() {
        return DEPTH.get();
    }

    static void enter(int depth) {
        DEPTH.set(depth);
    }

    static void leave() {
        DEPTH.remove();
    }
}
