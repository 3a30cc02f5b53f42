package id.core.plugins.gate;

import java.util.Set;

/** What the gate says of one jar. */
public sealed interface GateVerdict {
    /**
     * Signed, whole and granted.
     *
     * @param publisher
     *            its name in conf/trust/publishers.properties
     * @param kinds
     *            what the jar says that it offers; all of them are granted
     * @param sha256
     *            digest of the file that was judged, lower case hex
     * @param grants
     *            what it may do beyond its kinds: all that its publisher is granted
     */
    record Accepted(String publisher, Set<String> kinds, String sha256, Set<Grant> grants) implements GateVerdict {
        public Accepted {
            kinds = Set.copyOf(kinds);
            grants = Set.copyOf(grants);
        }
    }

    /**
     * Bears no trace of a signature, and is in order otherwise. Whether that will do depends on the {@link GateMode}.
     *
     * @param kinds
     *            what the jar says that it offers
     * @param sha256
     *            digest of the file that was judged, lower case hex
     * @param grants
     *            what conf/trust grants to unsigned jars
     */
    record Unsigned(Set<String> kinds, String sha256, Set<Grant> grants) implements GateVerdict {
        public Unsigned {
            kinds = Set.copyOf(kinds);
            grants = Set.copyOf(grants);
        }
    }

    /**
     * Must not be installed.
     *
     * @param code
     *            the reason, stable
     * @param why
     *            one sentence for the operator, without personal data
     */
    record Refused(RefusalCode code, String why) implements GateVerdict {}
}
