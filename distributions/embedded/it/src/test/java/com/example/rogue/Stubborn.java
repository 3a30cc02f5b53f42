package com.example.rogue;

/** How rogue plugins do not come back; a test lets them go at its end by the property {@code rogue.release}. */
final class Stubborn {
    /** Stands for what a person said: must never be seen in a log. */
    static final String SECRET = "Zyzzyva-Rao-19900501";

    private Stubborn() {}

    static boolean isHeld() {
        return !Boolean.getBoolean("rogue.release");
    }

    /** Sleeps, whoever interrupts. */
    static void sleepDeaf() {
        while (isHeld()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException ignored) {
                continue;
            }
        }
    }

    /** Sleeps until it is interrupted. */
    static void sleepInterruptibly() {
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    static void spin() {
        while (isHeld()) {
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException sneak(Throwable fault) throws T {
        throw (T) fault;
    }
}
