package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.Locale;

/** Whether packets are sealed to ML-KEM beside the elliptic curve. */
enum Hybrid {
    /** The enrollment key is that of the curve alone. */
    OFF,
    /** Stations are offered both keys; packets to the curve alone are still taken. */
    OFFERED,
    /** A packet that arrives and is sealed to the curve alone is refused. */
    REQUIRED;

    static final String SETTING = "hybrid";

    static Hybrid of(String name) {
        for (Hybrid hybrid : values()) {
            if (hybrid.name().toLowerCase(Locale.ROOT).equals(name.strip())) {
                return hybrid;
            }
        }
        throw new IdentityException(GeneralError.INVALID_VALUE, SETTING,
                "Setting " + SETTING + " must be off, offered or required");
    }

    boolean isOn() {
        return this != OFF;
    }
}
