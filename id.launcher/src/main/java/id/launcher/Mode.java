package id.launcher;

import java.util.Optional;

/** How strict a start is with its settings. */
enum Mode {
    /** Tells what is unsafe, and runs. */
    PILOT,
    /** Refuses what is unsafe. */
    PRODUCTION;

    static final String PROPERTY = "idem.mode";

    /** Absent is pilot, a word that is not known is production: a slip of the pen must not open anything. */
    static Mode of(String property) {
        return property == null || property.equals("pilot") ? PILOT : PRODUCTION;
    }

    /** A word that is neither. */
    static Optional<Finding> check(String property) {
        boolean known = property == null || property.equals("pilot") || property.equals("production");
        return known ? Optional.empty() : Optional.of(new Finding("framework.properties: " + PROPERTY,
                "it is " + property + ", which is no mode", "set it to pilot or production"));
    }
}
