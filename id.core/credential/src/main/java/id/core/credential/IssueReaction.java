package id.core.credential;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import id.api.credential.CredentialService;
import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.value.ClientId;

/** Gives everybody who is registered an identity card. */
@Component(property = { EventReaction.NAME + "=identity-card", EventReaction.TOPICS + "=IDENTITY_CREATED" })
public final class IssueReaction implements EventReaction {
    private static final Logger LOG = LoggerFactory.getLogger(IssueReaction.class);

    private final CredentialService credentials;

    @Activate
    public IssueReaction(@Reference CredentialService credentials) {
        this.credentials = credentials;
    }

    @Override
    public ReactionResult react(IdentityEvent event) {
        if (event.person().isEmpty()) {
            return new ReactionResult.GivenUp("The event names no person");
        }
        try {
            credentials.request("card-" + event.id().value(), event.person().get(), CredentialService.IDENTITY_CARD,
                    ClientId.SYSTEM);
            return new ReactionResult.Done();
        } catch (IdentityException refused) {
            LOG.debug("No card for event {} yet", event.id().value(), refused);
            String why = refused.code().name() + ": " + refused.getMessage();
            return refused.category() == ErrorCategory.CALLER
                    ? new ReactionResult.GivenUp(why)
                    : new ReactionResult.RetryLater(why);
        }
    }
}
