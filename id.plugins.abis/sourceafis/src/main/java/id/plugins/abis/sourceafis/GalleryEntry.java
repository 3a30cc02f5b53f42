package id.plugins.abis.sourceafis;

import com.machinezoo.sourceafis.FingerprintTemplate;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.matching.Encounter;
import id.api.value.EncounterId;
import java.util.ArrayList;
import java.util.List;

/**
 * An encounter ready for comparison.
 *
 * @param encounter
 *            which
 * @param fingers
 *            its templates by ISO finger code, 0 to 10; null where there is none
 */
record GalleryEntry(EncounterId encounter, FingerprintTemplate[] fingers) {
    private static final int CODES = 11;

    static GalleryEntry of(Encounter encounter, MinutiaeTemplates templates) {
        FingerprintTemplate[] fingers = new FingerprintTemplate[CODES];
        for (PositionedTemplate finger : encounter.templates()) {
            fingers[finger.position().isoCode()] = templates.open(finger.template());
        }
        return new GalleryEntry(encounter.id(), fingers);
    }

    /** The positions of which there is a template, among some codes. */
    List<Position> positions(int[] codes) {
        List<Position> present = new ArrayList<>();
        for (int code : codes) {
            if (fingers[code] != null) {
                Position.ofIsoCode(id.api.biometric.Modality.FINGER, code).ifPresent(present::add);
            }
        }
        return present;
    }
}
