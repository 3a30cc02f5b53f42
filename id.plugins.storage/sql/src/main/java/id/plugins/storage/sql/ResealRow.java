package id.plugins.storage.sql;

import id.api.security.SealedPlace;
import id.api.storage.SealedValueStore.Progress;

/** How far a place has been re-sealed, as its table has it. */
record ResealRow(String place, int version, String reached, long moved, long movedAt, boolean finished) {
    static ResealRow of(Progress progress) {
        return new ResealRow(progress.place().name(), progress.version(), progress.after(), progress.moved(),
                Nanos.of(progress.movedAt()), progress.finished());
    }

    Progress progress() {
        return new Progress(SealedPlace.valueOf(place), version, reached, moved, Nanos.instant(movedAt), finished);
    }
}
