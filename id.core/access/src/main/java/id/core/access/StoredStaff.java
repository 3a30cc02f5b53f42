package id.core.access;

import id.api.access.AccessError;
import id.api.access.ResetProof;
import id.api.access.StaffAccount;
import id.api.access.StaffAccounts;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import id.api.partner.PartnerRegistry;
import id.api.partner.Places;
import id.api.security.PasswordHash;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import id.api.value.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and changes the accounts of people. */
@Component
public final class StoredStaff implements StaffAccounts {
    static final Duration INITIAL_LIFETIME = Duration.ofDays(7);

    /** Without letters and digits that look alike: 20 of these 30 are 98 bits. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz2345679";
    private static final int INITIAL_CHARACTERS = 20;

    private final StaffBook book;
    private final PartnerRegistry partners;
    private final PasswordHash hashes;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final RandomSource random;
    private final InstantSource clock;

    @Activate
    public StoredStaff(@Reference StaffBook book, @Reference PartnerRegistry partners, @Reference PasswordHash hashes,
            @Reference Transactions transactions, @Reference AuditTrail audit, @Reference RandomSource random,
            @Reference InstantSource clock) {
        this.book = book;
        this.partners = partners;
        this.hashes = hashes;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Secret create(String name, String displayName, Set<String> roles, Places places, ClientId by) {
        if (!StaffBook.isName(name)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "name",
                    "A name is 1 to 32 lower case letters, digits, dots and hyphens, beginning with a letter");
        }
        if (roles.isEmpty() || !partners.roles().keySet().containsAll(roles)) {
            throw new IdentityException(PartnerError.ROLE_UNKNOWN, "roles",
                    "Give at least one role; there are " + partners.roles().keySet());
        }
        Secret initial = initialPassword();
        StaffBook.Content content = new StaffBook.Content(Ranges.line("displayName", displayName, 1, 128), roles,
                places.texts(), true, clock.instant().toString(), hashes.hash(initial),
                clock.instant().plus(INITIAL_LIFETIME).toString(), null, 0, 0, null, null);
        boolean made = transactions.required(() -> {
            boolean created = book.create(name, content);
            if (created) {
                record("staff.created", name, by, Map.of("roles", String.join(" ", new TreeSet<>(roles)), "places",
                        places.everywhere() ? "everywhere" : limited(String.join(" ", places.texts()))));
            }
            return created;
        });
        if (!made) {
            throw new IdentityException(AccessError.STAFF_EXISTS, "name", "An account of that name exists");
        }
        return initial;
    }

    @Override
    public Optional<StaffAccount> find(ClientId id) {
        return book.find(id).map(StaffBook.Entry::account);
    }

    @Override
    public List<StaffAccount> list() {
        return book.list().stream().map(StaffBook.Entry::account).toList();
    }

    @Override
    public StaffAccount setActive(String name, boolean active, ClientId by) {
        return transactions.required(() -> {
            StaffAccount changed = book.change(name, content -> content.withActive(active)).account();
            record(active ? "staff.activated" : "staff.deactivated", name, by, Map.of());
            return changed;
        });
    }

    @Override
    public Secret reset(String name, ResetProof proof, ClientId by) {
        Secret initial = initialPassword();
        String hash = hashes.hash(initial);
        transactions.required(() -> {
            book.change(name, content -> content.reset(hash, clock.instant().plus(INITIAL_LIFETIME)));
            record("staff.reset", name, by, Map.of("proof", proof.name()));
        });
        return initial;
    }

    @Override
    public Secret resetPassword(String name, ClientId by) {
        Secret initial = initialPassword();
        String hash = hashes.hash(initial);
        transactions.required(() -> {
            book.change(name, content -> {
                if (!content.ready() && !content.keepsAuthenticator()) {
                    // A new initial password would let its holder choose the authenticator: that takes a proof.
                    throw new IdentityException(GeneralError.INVALID_VALUE, "name",
                            "This account has no authenticator yet: reset it whole");
                }
                return content.passwordReset(hash, clock.instant().plus(INITIAL_LIFETIME));
            });
            record("staff.password-reset", name, by, Map.of());
        });
        return initial;
    }

    @Override
    public void endSessions(String name, ClientId by) {
        transactions.required(() -> {
            book.change(name, StaffBook.Content::ended);
            record("staff.sessions-ended", name, by, Map.of());
        });
    }

    private Secret initialPassword() {
        char[] characters = new char[INITIAL_CHARACTERS];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = ALPHABET.charAt((int) random.below(ALPHABET.length()));
        }
        return Secret.of(characters);
    }

    private void record(String event, String name, ClientId by, Map<String, String> details) {
        audit.record(new AuditEntry(event, by, StaffAccount.PREFIX + name, "DONE", details));
    }

    private static String limited(String text) {
        return text.length() <= 500 ? text : text.substring(0, 497) + "...";
    }
}
