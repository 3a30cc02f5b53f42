package id.core.plugins.gate;

import java.util.Optional;

/** How strict the gate is with jars that nobody signed. With a wrong signature it is equally strict in both. */
public enum GateMode {
    /** Takes an unsigned jar; whoever installs it says so loudly. */
    PILOT,
    /** Refuses an unsigned jar. */
    PRODUCTION;

    /** The mode of the framework property {@code idem.mode}: absent is pilot, a word that is not known is production. */
    public static GateMode of(String property) {
        return Optional.ofNullable(property).map(word -> word.equals("pilot") ? PILOT : PRODUCTION).orElse(PILOT);
    }

    /** The verdict as this mode sees it: never {@code Unsigned} in production. */
    public GateVerdict settle(GateVerdict verdict) {
        return switch (verdict) {
            case GateVerdict.Unsigned unsigned when this == PRODUCTION -> new GateVerdict.Refused(RefusalCode.UNSIGNED,
                    "The jar is not signed, and this system takes only signed ones: ask the vendor for a signed jar");
            case GateVerdict.Unsigned unsigned -> unsigned;
            case GateVerdict.Accepted accepted -> accepted;
            case GateVerdict.Refused refused -> refused;
        };
    }
}
