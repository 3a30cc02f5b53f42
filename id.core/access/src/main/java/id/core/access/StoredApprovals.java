package id.core.access;

import id.api.access.AccessError;
import id.api.access.Approvals;
import id.api.access.StaffAccount;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.PartnerRegistry;
import id.api.storage.AccessRecord.Kind;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Requests that wait for a second person, by the hash of all that they say. */
@Component(configurationPid = "id.core.access.approvals")
@Designate(ocd = StoredApprovals.Config.class)
public final class StoredApprovals implements Approvals {
    /** Settings. */
    @ObjectClassDefinition(name = "Acts that take two people")
    public @interface Config {
        @AttributeDefinition(
                description = "Which acts: adjudication.decide, key.ceremony, key.revoke, person.erase, plugin.change, staff.reset")
        String[] fourEyes() default { STAFF_RESET };

        @AttributeDefinition(description = "How long a request waits for the second person, in minutes, 1 to 10080")
        int waitMinutes() default 1440;
    }

    private static final Set<String> ACTIONS = Set.of(ADJUDICATION, PLUGINS, KEY_REVOCATION, KEY_CEREMONY, PERSON_ERASURE,
            STAFF_RESET);
    private static final int MOST = 10_000;

    private final SealedRecords records;
    private final PartnerRegistry partners;
    private final StaffBook staff;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final Set<String> takingTwo;
    private final Duration wait;

    @Activate
    public StoredApprovals(Config config, @Reference SealedRecords records, @Reference PartnerRegistry partners,
            @Reference StaffBook staff, @Reference Transactions transactions, @Reference AuditTrail audit) {
        this.records = records;
        this.partners = partners;
        this.staff = staff;
        this.transactions = transactions;
        this.audit = audit;
        this.takingTwo = Set.of(config.fourEyes());
        this.wait = Duration.ofMinutes(Ranges.within("waitMinutes", config.waitMinutes(), 1, 10_080));
        if (!ACTIONS.containsAll(takingTwo)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "fourEyes",
                    "Setting fourEyes names acts that there are: " + ACTIONS);
        }
    }

    /** A request as it lies sealed. */
    record Content(String action, String subject, String by, String since) {}

    private enum Found {
        OTHER, OWN, NONE
    }

    @Override
    public boolean takesTwo(String action) {
        return takingTwo.contains(action);
    }

    @Override
    public void require(String action, String subject, String parameters, ClientId by) {
        if (!takesTwo(action)) {
            return;
        }
        // Lengths in front: no two different requests have one text.
        String digest = Sha256.of(action.length() + ":" + action + subject.length() + ":" + subject + parameters);
        Found found = transactions.required(() -> look(digest, action, subject, by));
        if (found != Found.OTHER) {
            throw new IdentityException(AccessError.APPROVAL_NEEDED, "",
                    (found == Found.OWN ? "You have asked for it already" : "It is noted") + ": somebody else has to ask"
                            + " for the very same within " + wait.toMinutes() + " minutes, then it is done; request "
                            + digest.substring(0, 16));
        }
    }

    private Found look(String digest, String action, String subject, ClientId by) {
        Optional<SealedRecords.Opened<Content>> earlier = records.find(Kind.APPROVAL, digest, Content.class);
        if (earlier.isPresent() && earlier.get().content().by().equals(by.value())) {
            return Found.OWN;
        }
        if (earlier.isPresent() && records.remove(Kind.APPROVAL, digest)
                && isLetIn(new ClientId(earlier.get().content().by()))) {
            record("approval.given", digest, by, action, earlier.get().content().by());
            return Found.OTHER;
        }
        Instant now = records.now();
        records.create(Kind.APPROVAL, digest, new Content(action, subject, by.value(), now.toString()),
                Optional.of(now.plus(wait)));
        record("approval.requested", digest, by, action, "-");
        return Found.NONE;
    }

    /** The word of somebody who was put out since does not count any more. */
    private boolean isLetIn(ClientId first) {
        return first.value().startsWith(StaffAccount.PREFIX)
                ? staff.find(first).map(StaffBook.Entry::account).filter(StaffAccount::active).isPresent()
                : partners.find(first).filter(Client::active).isPresent();
    }

    @Override
    public List<OpenRequest> open() {
        return records.list(Kind.APPROVAL, Content.class, MOST).stream()
                .map(found -> new OpenRequest(found.id().substring(0, 16), found.content().action(),
                        found.content().subject(), found.id(), new ClientId(found.content().by()),
                        Instant.parse(found.content().since()), found.expiresAt().orElse(Instant.MAX)))
                .sorted(Comparator.comparing(OpenRequest::since).reversed()).toList();
    }

    @Override
    public void withdraw(String id, ClientId by) {
        OpenRequest request = open().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new IdentityException(AccessError.APPROVAL_UNKNOWN, "id",
                        "No open request has this id"));
        transactions.required(() -> {
            if (records.remove(Kind.APPROVAL, request.digest())) {
                record("approval.withdrawn", request.digest(), by, request.action(), request.by().value());
            }
        });
    }

    private void record(String event, String digest, ClientId by, String action, String first) {
        audit.record(new AuditEntry(event, by, digest.substring(0, 16), "DONE",
                Map.of("action", action, "askedBy", first)));
    }
}
