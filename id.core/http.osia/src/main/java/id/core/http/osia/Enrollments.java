package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.enrollment.EnrollmentDrafts;
import id.api.enrollment.EnrollmentDrafts.Draft;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentService;
import id.api.error.ErrorCategory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Sealer;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Enrollments in work, from their creation to their way into the pipeline. */
final class Enrollments {
    private static final int PAGE = 100;
    private static final int TRIES = 5;

    private final EnrollmentDrafts drafts;
    private final EnrollmentService service;
    private final Sealer sealer;
    private final InstantSource clock;
    private final Packets packets;

    Enrollments(EnrollmentDrafts drafts, EnrollmentService service, Sealer sealer, InstantSource clock) {
        this.drafts = drafts;
        this.service = service;
        this.sealer = sealer;
        this.clock = clock;
        this.packets = new Packets(drafts);
    }

    void create(EnrollmentId id, JsonNode body, ClientId owner) {
        drafts.create(id, DraftDocument.received(body, id.value()).toBytes(), owner);
    }

    ObjectNode read(EnrollmentId id) {
        Draft draft = draft(id);
        return DraftDocument.stored(draft.document()).shown(id.value(), draft.finished());
    }

    void replace(EnrollmentId id, JsonNode body) {
        DraftDocument next = DraftDocument.received(body, id.value());
        change(id, now -> next);
    }

    /** The result of the patch is checked, not the patch: it may hold parts and nulls. */
    void patch(EnrollmentId id, JsonNode patch) {
        change(id, now -> DraftDocument.received(MergePatch.apply(now.enrollment(), patch), id.value()));
    }

    private DraftDocument change(EnrollmentId id, UnaryOperator<DraftDocument> change) {
        for (int attempt = 1;; attempt++) {
            Draft draft = draft(id);
            if (draft.finished()) {
                throw finalized();
            }
            DraftDocument next = change.apply(DraftDocument.stored(draft.document()));
            try {
                drafts.replace(id, next.toBytes(), draft.version());
                return next;
            } catch (IdentityException changed) {
                // Somebody else was faster: look again, and try on what is there now.
                if (changed.code() != GeneralError.CONFLICT || attempt == TRIES) {
                    throw changed;
                }
            }
        }
    }

    void delete(EnrollmentId id) {
        draft(id);
        drafts.delete(id);
    }

    /**
     * Sends it into the pipeline. The draft remembers that it is on its way: when a fault comes between the two steps,
     * a repeated call finds the enrollment there and knows it for its own.
     */
    void finish(EnrollmentId id, ClientId submitter) {
        Draft draft = draft(id);
        if (draft.finished()) {
            throw finalized();
        }
        boolean repeated = DraftDocument.stored(draft.document()).submitting();
        if (!repeated && service.status(id).isPresent()) {
            throw new IdentityException(EnrollmentError.ENROLLMENT_EXISTS, "enrollmentId",
                    "An enrollment of this id came in another way");
        }
        DraftDocument document = change(id, now -> now.onItsWay(true));
        try {
            service.submit(sealer.seal(packets.of(id, document.enrollment(), clock.instant())), submitter);
        } catch (IdentityException refused) {
            if (refused.code() != EnrollmentError.ENROLLMENT_EXISTS || !repeated) {
                if (refused.category() == ErrorCategory.CALLER) {
                    change(id, now -> now.onItsWay(false));
                }
                throw refused;
            }
        }
        drafts.finish(id);
    }

    List<ObjectNode> find(Expressions expressions, int offset, int limit) {
        List<ObjectNode> found = new ArrayList<>();
        int skipped = 0;
        for (int start = 0; found.size() < limit; start += PAGE) {
            List<Draft> page = drafts.list(start, PAGE);
            for (Draft draft : page) {
                ObjectNode shown = DraftDocument.stored(draft.document()).shown(draft.id().value(), draft.finished());
                if (found.size() < limit && expressions.holdFor(shown) && skipped++ >= offset) {
                    found.add(shown);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return found;
    }

    Draft draft(EnrollmentId id) {
        return drafts.read(id).orElseThrow(Parameters::unknown);
    }

    private static IdentityException finalized() {
        return new IdentityException(GeneralError.CONFLICT, "enrollmentId", "The enrollment is finalized");
    }
}
