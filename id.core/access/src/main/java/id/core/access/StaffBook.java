package id.core.access;

import id.api.access.AccessError;
import id.api.access.StaffAccount;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Places;
import id.api.storage.AccessRecord.Kind;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The accounts of people as they lie in the store. */
@Component(service = StaffBook.class)
public final class StaffBook {
    private static final int MOST = 100_000;
    private static final int TRIES = 10;

    private final SealedRecords records;

    @Activate
    public StaffBook(@Reference SealedRecords records) {
        this.records = records;
    }

    /**
     * What lies sealed.
     *
     * @param password
     *            Argon2id hash of the password, or of the initial one
     * @param initialUntil
     *            the end of an initial password; null once the person has an own one
     * @param totp
     *            secret of the authenticator in hexadecimal digits; null before the first log-in
     * @param lastStep
     *            the last 30 seconds of which a code was taken
     * @param epoch
     *            sessions of an earlier one have ended
     * @param person
     *            the id of the person who works under it; null where that is not said
     * @param subject
     *            issuer, line feed, and how that provider names the person; null where that is not said
     */
    record Content(String displayName, Set<String> roles, Set<String> places, boolean active, String createdAt,
            String password, String initialUntil, String totp, long lastStep, long epoch, String person,
            String subject) {

        boolean ready() {
            return initialUntil == null;
        }

        /**
         * Whether the password alone was reset: an offered authenticator, of which no code was taken yet, has no last
         * step, one that is in use has.
         */
        boolean keepsAuthenticator() {
            return !ready() && totp != null && lastStep > 0;
        }

        Content withActive(boolean now) {
            return new Content(displayName, roles, places, now, createdAt, password, initialUntil, totp, lastStep,
                    epoch + 1, person, subject);
        }

        Content reset(String hash, Instant until) {
            return new Content(displayName, roles, places, active, createdAt, hash, until.toString(), null, 0,
                    epoch + 1, person, subject);
        }

        Content passwordReset(String hash, Instant until) {
            return new Content(displayName, roles, places, active, createdAt, hash, until.toString(), totp, lastStep,
                    epoch + 1, person, subject);
        }

        Content withAuthenticator(String secret, long step) {
            return new Content(displayName, roles, places, active, createdAt, password, initialUntil, secret, step,
                    epoch + 1, person, subject);
        }

        Content offered(String secret) {
            return new Content(displayName, roles, places, active, createdAt, password, initialUntil, secret, 0,
                    epoch, person, subject);
        }

        Content finished(String hash, long step) {
            return new Content(displayName, roles, places, active, createdAt, hash, null, totp, step, epoch + 1,
                    person, subject);
        }

        Content used(long step) {
            return new Content(displayName, roles, places, active, createdAt, password, initialUntil, totp, step,
                    epoch, person, subject);
        }

        Content ended() {
            return new Content(displayName, roles, places, active, createdAt, password, initialUntil, totp, lastStep,
                    epoch + 1, person, subject);
        }

        /** Of another person, or of none that is known; whoever came in as the one before is out. */
        Content of(String another) {
            return new Content(displayName, roles, places, active, createdAt, password, initialUntil, totp, lastStep,
                    epoch + 1, another, subject);
        }

        /** Known to a provider by another name, or by none. */
        Content known(String another) {
            return new Content(displayName, roles, places, active, createdAt, password, initialUntil, totp, lastStep,
                    epoch + 1, person, another);
        }

        @Override
        public String toString() {
            return "Content[***]";
        }
    }

    /** An account, opened. */
    record Entry(SealedRecords.Opened<Content> record) {
        Content content() {
            return record.content();
        }

        ClientId id() {
            return new ClientId(StaffAccount.PREFIX + record.id());
        }

        StaffAccount account() {
            Content content = content();
            return new StaffAccount(id(), content.displayName(), content.roles(), Places.of(content.places()),
                    content.active(), content.ready(), Instant.parse(content.createdAt()), content.person() != null,
                    content.subject() != null);
        }
    }

    static boolean isName(String name) {
        return name != null && name.matches("[a-z][a-z0-9.-]{0,31}");
    }

    static IdentityException unknown() {
        return new IdentityException(AccessError.STAFF_UNKNOWN, "name", "No account has this name: see staff list");
    }

    boolean create(String name, Content content) {
        return records.create(Kind.STAFF, name, content, Optional.empty());
    }

    Optional<Entry> find(String name) {
        return isName(name) ? records.find(Kind.STAFF, name, Content.class).map(Entry::new) : Optional.empty();
    }

    Optional<Entry> find(ClientId id) {
        return id.value().startsWith(StaffAccount.PREFIX) ? find(id.value().substring(StaffAccount.PREFIX.length()))
                : Optional.empty();
    }

    List<Entry> list() {
        return records.list(Kind.STAFF, Content.class, MOST).stream().map(Entry::new).toList();
    }

    /** Changes an account as it was read; false where another change came first. */
    boolean replace(Entry entry, Content changed) {
        return records.replace(Kind.STAFF, entry.record().next(changed));
    }

    /** The same, or an error that asks for another try. */
    Entry replaced(Entry entry, Content changed) {
        if (!replace(entry, changed)) {
            throw busy();
        }
        return new Entry(entry.record().next(changed));
    }

    /** Changes an account as it is now. */
    Entry change(String name, UnaryOperator<Content> change) {
        for (int i = 0; i < TRIES; i++) {
            Entry entry = find(name).orElseThrow(StaffBook::unknown);
            SealedRecords.Opened<Content> next = entry.record().next(change.apply(entry.content()));
            if (records.replace(Kind.STAFF, next)) {
                return new Entry(next);
            }
        }
        throw busy();
    }

    private static IdentityException busy() {
        return new IdentityException(GeneralError.OVERLOADED, "name", "The account changes all the time: try again");
    }
}
