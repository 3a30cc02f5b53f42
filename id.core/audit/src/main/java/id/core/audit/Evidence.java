package id.core.audit;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditVerification.Broken;
import id.api.storage.AuditStore.AuditRow;
import java.util.Optional;

/** What a chain whose hashes fit is held against: they alone say nothing when all of them were computed anew. */
interface Evidence {
    /** The chain by itself. */
    Evidence NONE = new Evidence() {
        @Override
        public Optional<Broken> see(AuditRow row) {
            return Optional.empty();
        }

        @Override
        public Optional<Broken> end(Place end) {
            return Optional.empty();
        }

        @Override
        public AuditCoverage coverage() {
            return AuditCoverage.NONE;
        }
    };

    /** Is shown each entry, in order; what speaks against it. */
    Optional<Broken> see(AuditRow row);

    /** Is shown the end; what speaks against it. */
    Optional<Broken> end(Place end);

    /** What it says of a chain that it has nothing against. */
    AuditCoverage coverage();
}
