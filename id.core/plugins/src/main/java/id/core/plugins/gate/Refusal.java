package id.core.plugins.gate;

/** Ends a judgement within this package; {@link PluginGate} turns it into a verdict. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final RefusalCode code;

    Refusal(RefusalCode code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    GateVerdict.Refused verdict() {
        return new GateVerdict.Refused(code, getMessage());
    }
}
