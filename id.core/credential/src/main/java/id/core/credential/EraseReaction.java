package id.core.credential;

import id.api.credential.CredentialService;
import id.api.credential.CredentialStatus;
import id.api.credential.CredentialView;
import id.api.error.IdentityException;
import id.api.security.ErasureEpochs;
import id.api.storage.CredentialStore;
import id.api.storage.Transactions;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.value.ClientId;
import id.api.value.PersonId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Revokes the credentials of an erased person, so that everybody hears of it, and removes them and the portrait. */
@Component(property = { EventReaction.NAME + "=erase-credentials", EventReaction.TOPICS + "=IDENTITY_ERASED" })
public final class EraseReaction implements EventReaction {
    private final CredentialService credentials;
    private final CredentialStore store;
    private final SealedPortraits portraits;
    private final Transactions transactions;
    private final ErasureEpochs epochs;

    @Activate
    public EraseReaction(@Reference CredentialService credentials, @Reference CredentialStore store,
            @Reference SealedPortraits portraits, @Reference Transactions transactions, @Reference ErasureEpochs epochs) {
        this.credentials = credentials;
        this.store = store;
        this.portraits = portraits;
        this.transactions = transactions;
        this.epochs = epochs;
    }

    @Override
    public ReactionResult react(IdentityEvent event) {
        try {
            event.enrollment().ifPresent(portraits::remove);
            event.person().ifPresent(this::erase);
            return new ReactionResult.Done();
        } catch (IdentityException failed) {
            return new ReactionResult.RetryLater(failed.code().name() + ": " + failed.getMessage());
        }
    }

    private void erase(PersonId person) {
        transactions.required(() -> {
            for (CredentialView credential : credentials.ofPerson(person)) {
                if (credential.status() != CredentialStatus.REVOKED) {
                    credentials.revoke(credential.id(), "Erased", ClientId.SYSTEM);
                }
            }
            store.erase(person);
            epochs.deleted();
        });
    }
}
