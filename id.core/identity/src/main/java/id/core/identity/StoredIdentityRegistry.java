package id.core.identity;

import id.api.audit.AuditTrail;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityChange;
import id.api.identity.IdentityError;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.identity.UinCapacity;
import id.api.identity.VidPolicy;
import id.api.security.FieldCipher;
import id.api.security.FormatPreservingCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.IdentifierRecord;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.storage.SequenceStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.Alias;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.value.RandomSource;
import id.api.value.Uin;
import id.api.value.Vid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The register over the stores. What a person is named by and what is recorded lies sealed. */
@Component(service = IdentityRegistry.class, configurationPid = StoredIdentityRegistry.PID)
@Designate(ocd = IdentitySettings.class)
public final class StoredIdentityRegistry implements IdentityRegistry {
    static final String PID = "id.core.identity";
    private static final int TRIES = 8;
    private static final int MAX_CAUSE = 200;

    private final IdentityStore identities;
    private final Transactions transactions;
    private final FieldCipher cipher;
    private final RandomSource random;
    private final InstantSource clock;
    private final IdentifierSeals seals;
    private final ChangeLedger ledger;
    private final VidMint vids;
    private final UinSource uins;
    private final AttributeJson json = new AttributeJson();

    @Activate
    public StoredIdentityRegistry(IdentitySettings settings, @Reference IdentityStore identities,
            @Reference Transactions transactions, @Reference SequenceStore sequences, @Reference FieldCipher cipher,
            @Reference FormatPreservingCipher numbers, @Reference SubscriptionService subscription,
            @Reference AuditTrail audit, @Reference RandomSource random, @Reference InstantSource clock,
            @Reference(target = "(executor=virtual)") ExecutorService executor) {
        IdentitySettingsCheck.check(settings);
        this.identities = identities;
        this.transactions = transactions;
        this.cipher = cipher;
        this.random = random;
        this.clock = clock;
        this.seals = new IdentifierSeals(cipher);
        this.ledger = new ChangeLedger(identities, subscription, audit, random);
        this.vids = new VidMint(settings, random, seals);
        this.uins = new UinSource(settings, sequences, numbers, executor);
    }

    @Override
    public PersonId register(EnrollmentId enrollment, Attributes attributes) {
        try {
            return transactions.required(() -> findByEnrollment(enrollment)
                    .orElseGet(() -> create(enrollment, attributes)));
        } catch (IdentityException raced) {
            // Another worker registered the same enrollment meanwhile: its person is the answer.
            if (raced.code() == StorageError.DUPLICATE_KEY && raced.field().equals("enrollment")) {
                return findByEnrollment(enrollment).orElseThrow(() -> raced);
            }
            throw raced;
        }
    }

    private PersonId create(EnrollmentId enrollment, Attributes attributes) {
        PersonId person = new PersonId(random.id128());
        Uin uin = uins.next();
        Instant now = clock.instant();
        IdentityRecord record = new IdentityRecord(person, IdentityState.ACTIVE, seals.sealUin(person, uin),
                seal(person, attributes), enrollment, now, 1);
        identities.create(record);
        identities.addIdentifier(seals.lasting(person, uin, now));
        ledger.changed(record, "REGISTERED", "Enrolled", ClientId.SYSTEM, now);
        ledger.publish(record, Topic.IDENTITY_CREATED, "Enrolled", now);
        return person;
    }

    @Override
    public Optional<PersonId> find(PersonIdentifier identifier) {
        return usable(identifier).map(IdentifierRecord::person);
    }

    @Override
    public Optional<PersonId> findForUse(PersonIdentifier identifier) {
        return usable(identifier)
                .filter(record -> record.usesLeft() < 0 || identities.useIdentifier(record.index()))
                .map(IdentifierRecord::person);
    }

    private Optional<IdentifierRecord> usable(PersonIdentifier identifier) {
        Instant now = clock.instant();
        return identities.findIdentifier(seals.index(identifier)).filter(record -> record.active()
                && record.usesLeft() != 0 && record.expiresAt().map(now::isBefore).orElse(true));
    }

    @Override
    public Optional<Identity> read(PersonId person) {
        return identities.find(person)
                .map(record -> new Identity(person, seals.openUin(person, record.uin()), record.state(),
                        json.read(cipher.open(SealPurpose.IDENTITY, context(person), record.attributes())),
                        record.enrollment(), record.registeredAt(), record.version()));
    }

    @Override
    public Optional<PersonId> findByEnrollment(EnrollmentId enrollment) {
        return identities.findByEnrollment(enrollment).map(IdentityRecord::person);
    }

    @Override
    public long update(PersonId person, Attributes attributes, String cause, ClientId by) {
        checkCause(cause);
        return repeated(() -> {
            IdentityRecord before = present(person);
            if (before.state() == IdentityState.DEACTIVATED) {
                throw notAllowed("The identity is out of use for good: nothing of it changes any more");
            }
            Instant now = clock.instant();
            IdentityRecord after = stored(before, before.state(), seal(person, attributes));
            ledger.changed(after, "UPDATED", cause, by, now);
            ledger.publish(after, Topic.IDENTITY_UPDATED, cause, now);
            return after.version();
        });
    }

    @Override
    public void changeState(PersonId person, IdentityState state, String cause, ClientId by) {
        checkCause(cause);
        repeated(() -> {
            IdentityRecord before = present(person);
            if (!mayFollow(before.state(), state)) {
                throw notAllowed("An identity that is " + before.state() + " cannot become " + state);
            }
            Instant now = clock.instant();
            IdentityRecord after = stored(before, state, before.attributes());
            ledger.changed(after, "STATE_CHANGED", before.state() + " to " + state + ": " + cause, by, now);
            ledger.publish(after, Topic.IDENTITY_STATE_CHANGED, state + ": " + cause, now);
            return after.version();
        });
    }

    private static boolean mayFollow(IdentityState before, IdentityState after) {
        return before != after && switch (before) {
            case ACTIVE, SUSPENDED -> true;
            case DECEASED -> after == IdentityState.ACTIVE;
            case DEACTIVATED -> false;
        };
    }

    @Override
    public Vid issueVid(PersonId person, VidPolicy policy, ClientId by) {
        return repeated(() -> {
            IdentityRecord before = active(person);
            Instant now = clock.instant();
            Vid vid = vids.next();
            identities.addIdentifier(vids.record(person, vid, policy, now));
            ledger.changed(stored(before), "VID_ISSUED", policy.name(), by, now);
            return vid;
        });
    }

    @Override
    public void revokeVid(PersonId person, Vid vid, ClientId by) {
        revoke(person, vid, "vid", "VID_REVOKED", "Revoked", by);
    }

    @Override
    public void linkAlias(PersonId person, Alias alias, ClientId by) {
        repeated(() -> {
            IdentityRecord before = active(person);
            Instant now = clock.instant();
            IdentifierRecord wanted = seals.lasting(person, alias, now);
            Optional<IdentifierRecord> known = identities.findIdentifier(wanted.index());
            if (known.filter(IdentifierRecord::active).isPresent()) {
                if (known.get().person().equals(person)) {
                    return before;
                }
                throw new IdentityException(IdentityError.IDENTIFIER_TAKEN, "value",
                        "The alias names somebody already: it must be revoked there first");
            }
            if (known.isPresent()) {
                identities.reassignIdentifier(wanted);
            } else {
                identities.addIdentifier(wanted);
            }
            IdentityRecord after = stored(before);
            ledger.changed(after, "ALIAS_LINKED", alias.type(), by, now);
            return after;
        });
    }

    @Override
    public void revokeAlias(PersonId person, Alias alias, ClientId by) {
        revoke(person, alias, "value", "ALIAS_REVOKED", alias.type(), by);
    }

    /** Revoking what is revoked already changes nothing and is no error: the wish is fulfilled. */
    private void revoke(PersonId person, PersonIdentifier identifier, String field, String kind, String cause,
            ClientId by) {
        repeated(() -> {
            IdentityRecord before = present(person);
            IdentifierRecord record = identities.findIdentifier(seals.index(identifier))
                    .filter(known -> known.person().equals(person))
                    .orElseThrow(() -> new IdentityException(IdentityError.IDENTIFIER_UNKNOWN, field,
                            "The identifier is not one of this person"));
            if (!record.active() || !identities.endIdentifier(record.index())) {
                return before;
            }
            IdentityRecord after = stored(before);
            ledger.changed(after, kind, cause, by, clock.instant());
            return after;
        });
    }

    @Override
    public List<IdentityChange> history(PersonId person) {
        return identities.changes(person);
    }

    @Override
    public Uin generateUin() {
        return uins.next();
    }

    @Override
    public UinCapacity capacity() {
        return uins.capacity();
    }

    /** Runs work in a transaction, again when another change or another holder of the same identifier came first. */
    private <T> T repeated(Supplier<T> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return transactions.required(work);
            } catch (IdentityException lost) {
                ErrorCode code = lost.code();
                boolean raced = code == StorageError.STALE_RECORD || code == StorageError.DUPLICATE_KEY;
                if (!raced || attempt == TRIES) {
                    throw lost;
                }
            }
        }
    }

    private IdentityRecord present(PersonId person) {
        return identities.find(person).orElseThrow(
                () -> new IdentityException(IdentityError.PERSON_UNKNOWN, "person", "There is no such person"));
    }

    private IdentityRecord active(PersonId person) {
        IdentityRecord record = present(person);
        if (record.state() != IdentityState.ACTIVE) {
            throw notAllowed("The identity is " + record.state() + ": make it active first");
        }
        return record;
    }

    /** Stores the next version without another change than that something was linked to it or taken from it. */
    private IdentityRecord stored(IdentityRecord before) {
        return stored(before, before.state(), before.attributes());
    }

    private IdentityRecord stored(IdentityRecord before, IdentityState state, SealedValue attributes) {
        IdentityRecord after = new IdentityRecord(before.person(), state, before.uin(), attributes,
                before.enrollment(), before.registeredAt(), before.version() + 1);
        identities.replace(after);
        return after;
    }

    private SealedValue seal(PersonId person, Attributes attributes) {
        return cipher.seal(SealPurpose.IDENTITY, context(person), json.write(attributes));
    }

    private static String context(PersonId person) {
        return SealedPlace.ATTRIBUTES.context(person.value());
    }

    private static IdentityException notAllowed(String why) {
        return new IdentityException(IdentityError.STATE_NOT_ALLOWED, "state", why);
    }

    private static void checkCause(String cause) {
        if (cause == null || cause.isBlank() || cause.length() > MAX_CAUSE) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "cause",
                    "Say why, in 1 to " + MAX_CAUSE + " characters without personal data");
        }
    }
}
