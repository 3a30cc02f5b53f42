package id.importers.mosip;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts that a packet is split into, by the category that the ID schema gives to a field. */
enum SubPacketKind {
    /** Fields of the categories {@code pvt} and {@code kyc}; the only part that must be there. */
    ID,
    /** Fields of the category {@code evidence}. */
    EVIDENCE,
    /** Fields of the category {@code optional}. */
    OPTIONAL;

    /** What the names of its files end in. */
    String suffix() {
        return "_" + label();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SubPacketKind> ofName(String name) {
        return Arrays.stream(values()).filter(kind -> name.endsWith(kind.suffix())).findFirst();
    }
}
