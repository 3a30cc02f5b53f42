package id.core.enrollment;

import id.api.error.IdentityException;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes what the enrollment of an erased person brought. */
@Component(property = { EventReaction.NAME + "=erase-enrollment", EventReaction.TOPICS + "=IDENTITY_ERASED" })
public final class EraseReaction implements EventReaction {
    private final EnrollmentEraser eraser;

    @Activate
    public EraseReaction(@Reference EnrollmentEraser eraser) {
        this.eraser = eraser;
    }

    @Override
    public ReactionResult react(IdentityEvent event) {
        try {
            event.enrollment().ifPresent(eraser::erasePerson);
            return new ReactionResult.Done();
        } catch (IdentityException failed) {
            return new ReactionResult.RetryLater(failed.code().name() + ": " + failed.getMessage());
        }
    }
}
