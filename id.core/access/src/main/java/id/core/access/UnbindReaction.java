package id.core.access;

import id.api.access.StaffPersons;
import id.api.error.IdentityException;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes an erased person off the account that they worked under: no finger opens it any more, and its sessions end. */
@Component(property = { EventReaction.NAME + "=unbind-staff", EventReaction.TOPICS + "=IDENTITY_ERASED" })
public final class UnbindReaction implements EventReaction {
    private final StaffPersons persons;

    @Activate
    public UnbindReaction(@Reference StaffPersons persons) {
        this.persons = persons;
    }

    @Override
    public ReactionResult react(IdentityEvent event) {
        try {
            event.person().ifPresent(persons::erased);
            return new ReactionResult.Done();
        } catch (IdentityException failed) {
            return new ReactionResult.RetryLater(failed.code().name() + ": " + failed.getMessage());
        }
    }
}
