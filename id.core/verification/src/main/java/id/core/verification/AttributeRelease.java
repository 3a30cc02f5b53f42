package id.core.verification;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.partner.Client;
import id.api.partner.PartnerRegistry;
import id.api.storage.Transactions;
import id.api.value.PersonId;
import id.api.verification.Reason;
import id.api.verification.ReleaseOutcome;
import id.api.verification.ReleaseRequest;

/** Gives attributes to relying parties, never more than the client's list allows. */
@Component(service = AttributeRelease.class)
public final class AttributeRelease {
    /** In a client's list: every attribute. */
    private static final String ALL = "*";

    private final IdentityRegistry identities;
    private final PartnerRegistry partners;
    private final Transactions transactions;
    private final AnswerTrail trail;
    private final PairwiseTokens tokens;
    private final HotPersons hot;
    private final GuessLimit guesses;

    @Activate
    public AttributeRelease(@Reference IdentityRegistry identities, @Reference PartnerRegistry partners,
            @Reference Transactions transactions, @Reference AnswerTrail trail, @Reference PairwiseTokens tokens,
            @Reference HotPersons hot, @Reference GuessLimit guesses) {
        this.guesses = guesses;
        this.hot = hot;
        this.identities = identities;
        this.partners = partners;
        this.transactions = transactions;
        this.trail = trail;
        this.tokens = tokens;
    }

    ReleaseOutcome release(ReleaseRequest request) {
        Ranges.requireTransactionId(request.transactionId());
        Optional<Client> client = partners.find(request.relyingParty()).filter(Client::active);
        if (client.isEmpty()) {
            return refuse(request, Optional.empty(), Reason.NOT_ALLOWED);
        }
        guesses.admit(request.relyingParty());
        Optional<Identity> identity = identities.find(request.individual()).flatMap(identities::read);
        if (identity.isEmpty()) {
            return refuse(request, Optional.empty(), Reason.IDENTIFIER_UNKNOWN);
        }
        Optional<PersonId> person = identity.map(Identity::person);
        if (identity.get().state() != IdentityState.ACTIVE || hot.isHot(request.individual(), identity.get())) {
            return refuse(request, person, Reason.IDENTITY_INACTIVE);
        }
        Set<String> withheld = withheld(request.attributes(), client.get());
        if (!withheld.isEmpty() && withheld.size() == request.attributes().size()) {
            return refuse(request, person, Reason.NOT_ALLOWED);
        }
        return transactions.required(() -> give(request, client.get(), identity.get(), withheld));
    }

    private ReleaseOutcome give(ReleaseRequest request, Client client, Identity identity, Set<String> withheld) {
        Optional<PersonId> person = Optional.of(identity.person());
        if (!identities.findForUse(request.individual()).equals(person)) {
            return refuse(request, person, Reason.IDENTIFIER_UNKNOWN);
        }
        Set<String> given = new LinkedHashSet<>(identity.attributes().values().keySet());
        given.removeIf(name -> !allows(client, name));
        if (!request.attributes().isEmpty()) {
            given.retainAll(request.attributes());
        }
        trail.released(request.relyingParty(), person, request.transactionId(), "DONE",
                Map.of("attributes", String.join(" ", given), "withheld", Integer.toString(withheld.size())));
        return new ReleaseOutcome.Released(tokens.of(identity.person(), request.relyingParty()),
                identity.attributes().only(given), withheld);
    }

    private static Set<String> withheld(Set<String> asked, Client client) {
        Set<String> withheld = new LinkedHashSet<>(asked);
        withheld.removeIf(name -> allows(client, name));
        return withheld;
    }

    private static boolean allows(Client client, String attribute) {
        return client.releasableAttributes().contains(ALL) || client.releasableAttributes().contains(attribute);
    }

    private ReleaseOutcome refuse(ReleaseRequest request, Optional<PersonId> person, Reason reason) {
        return transactions.required(() -> {
            guesses.inVain(request.individual(), request.relyingParty());
            trail.released(request.relyingParty(), person, request.transactionId(), "REFUSED",
                    Map.of("reason", reason.name()));
            return new ReleaseOutcome.Refused(reason);
        });
    }
}
