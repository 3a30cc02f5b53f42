package id.core.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.credential.CredentialError;
import id.api.credential.CredentialFormat;
import id.api.credential.CredentialService;
import id.api.credential.CredentialStatus;
import id.api.credential.CredentialView;
import id.api.credential.EncodedCredential;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityError;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.plugin.PluginRegistry;
import id.api.printer.PrintOutcome;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.CredentialRecord;
import id.api.storage.CredentialStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import id.api.value.RandomSource;

/** The life of credentials, from request to revocation. */
@Component
public final class IssuedCredentials implements CredentialService {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int NUMBER_TRIES = 5;

    private final CredentialStore store;
    private final Transactions transactions;
    private final IdentityRegistry identities;
    private final PluginRegistry plugins;
    private final FieldCipher cipher;
    private final RandomSource random;
    private final InstantSource clock;
    private final CardDesign design;
    private final CredentialTrail trail;
    private final CardPrinting printing;

    @Activate
    public IssuedCredentials(@Reference CredentialStore store, @Reference Transactions transactions,
            @Reference IdentityRegistry identities, @Reference PluginRegistry plugins, @Reference FieldCipher cipher,
            @Reference RandomSource random, @Reference InstantSource clock, @Reference CardDesign design,
            @Reference CredentialTrail trail, @Reference CardPrinting printing) {
        this.store = store;
        this.transactions = transactions;
        this.identities = identities;
        this.plugins = plugins;
        this.cipher = cipher;
        this.random = random;
        this.clock = clock;
        this.design = design;
        this.trail = trail;
        this.printing = printing;
    }

    @Override
    public CredentialView request(String requestId, PersonId person, String profile, ClientId by) {
        if (requestId == null || !requestId.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "requestId",
                    "1 to 64 letters, digits, dots, underscores, hyphens");
        }
        if (!IDENTITY_CARD.equals(profile)) {
            throw new IdentityException(CredentialError.PROFILE_UNKNOWN, "profile",
                    "No such profile: " + IDENTITY_CARD + " is the one there is");
        }
        Optional<CredentialRecord> earlier = store.findByRequest(requestId);
        if (earlier.isPresent()) {
            return same(earlier.get(), person, profile);
        }
        Identity identity = active(person);
        for (int attempt = 1;; attempt++) {
            CredentialRecord record = encode(requestId, identity, profile);
            try {
                transactions.required(() -> {
                    store.create(record);
                    trail.issued(record, identity.enrollment(), by);
                });
                return view(record);
            } catch (IdentityException taken) {
                if (taken.code() != StorageError.DUPLICATE_KEY || attempt == NUMBER_TRIES) {
                    throw taken;
                }
                // Either somebody was faster with the same request, or the random number is in use already.
                Optional<CredentialRecord> faster = store.findByRequest(requestId);
                if (faster.isPresent()) {
                    return same(faster.get(), person, profile);
                }
            }
        }
    }

    private Identity active(PersonId person) {
        Identity identity = identities.read(person).orElseThrow(
                () -> new IdentityException(IdentityError.PERSON_UNKNOWN, "person", "No such person is registered"));
        if (identity.state() != IdentityState.ACTIVE) {
            throw new IdentityException(IdentityError.STATE_NOT_ALLOWED, "person",
                    "The identity is " + identity.state() + ": only an active one gets credentials");
        }
        return identity;
    }

    private CredentialRecord encode(String requestId, Identity identity, String profile) {
        CredentialId id = new CredentialId(random.id128());
        String number = design.number();
        Instant now = clock.instant();
        LocalDate issued = LocalDate.ofInstant(now, ZoneOffset.UTC);
        EncodedCredential encoded = plugins.call(CredentialFormat.class,
                "(" + CredentialFormat.FORMAT + "=" + Claim169Format.NAME + ")", LIMIT,
                format -> format.encode(design.code(id, number, identity.attributes(), now)))
                .orThrow(CredentialError.FORMAT_UNAVAILABLE, "profile");
        CardContent content = new CardContent(encoded.format(), encoded.mediaType(), encoded.content().toArray(),
                design.issuerName(), design.lines(identity.attributes()));
        SealedValue sealed = cipher.seal(SealPurpose.CREDENTIAL, context(id), content.toBytes());
        return new CredentialRecord(id, requestId, identity.person(), profile, CredentialStatus.ACTIVE, number,
                encoded.format(), sealed, issued, design.lastDay(issued), now, "");
    }

    private static CredentialView same(CredentialRecord record, PersonId person, String profile) {
        if (!record.person().equals(person) || !record.profile().equals(profile)) {
            throw new IdentityException(GeneralError.CONFLICT, "requestId",
                    "This request id was used for another credential: choose a new one");
        }
        return view(record);
    }

    @Override
    public Optional<CredentialView> read(CredentialId id) {
        return store.find(id).map(IssuedCredentials::view);
    }

    @Override
    public List<CredentialView> ofPerson(PersonId person) {
        return store.ofPerson(person).stream().map(IssuedCredentials::view).toList();
    }

    @Override
    public void suspend(CredentialId id, String reason, ClientId by) {
        change(id, CredentialStatus.ACTIVE, CredentialStatus.SUSPENDED, reason, by);
    }

    @Override
    public void unsuspend(CredentialId id, String reason, ClientId by) {
        change(id, CredentialStatus.SUSPENDED, CredentialStatus.ACTIVE, reason, by);
    }

    @Override
    public void revoke(CredentialId id, String reason, ClientId by) {
        CredentialStatus now = find(id).status();
        if (now == CredentialStatus.REVOKED) {
            throw notAllowed(now, CredentialStatus.REVOKED);
        }
        change(id, now, CredentialStatus.REVOKED, reason, by);
    }

    private void change(CredentialId id, CredentialStatus expected, CredentialStatus next, String reason,
            ClientId by) {
        if (reason == null || reason.isBlank() || reason.length() > 200) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "reason", "Say why, in 1 to 200 characters");
        }
        transactions.required(() -> {
            CredentialRecord record = find(id);
            if (record.status() != expected) {
                throw notAllowed(record.status(), next);
            }
            try {
                store.changeStatus(id, expected, next, reason, clock.instant());
            } catch (IdentityException stale) {
                throw stale.code() == StorageError.STALE_RECORD ? notAllowed(find(id).status(), next) : stale;
            }
            trail.changed(record, next, by);
        });
    }

    private static IdentityException notAllowed(CredentialStatus now, CredentialStatus wanted) {
        return new IdentityException(CredentialError.STATUS_NOT_ALLOWED, "status",
                "The credential is " + now + " and cannot become " + wanted);
    }

    @Override
    public PrintOutcome print(CredentialId id, String layout, ClientId by) {
        CredentialRecord record = usable(id);
        // The card of somebody whose identity is out of use is not printed, whatever its own status says.
        Identity identity = active(record.person());
        PrintOutcome outcome = printing.print(record, open(record), identity.enrollment(), layout);
        trail.printed(record, layout, outcome, by);
        return outcome;
    }

    @Override
    public EncodedCredential encoded(CredentialId id) {
        return open(usable(id)).credential();
    }

    private CredentialRecord usable(CredentialId id) {
        CredentialRecord record = find(id);
        if (record.status() != CredentialStatus.ACTIVE) {
            throw new IdentityException(CredentialError.STATUS_NOT_ALLOWED, "credentialId",
                    "The credential is " + record.status() + ": only an active one is given out");
        }
        if (record.expires().isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            throw new IdentityException(CredentialError.STATUS_NOT_ALLOWED, "credentialId",
                    "The credential has expired: request a new one");
        }
        return record;
    }

    private CredentialRecord find(CredentialId id) {
        return store.find(id).orElseThrow(() -> new IdentityException(CredentialError.CREDENTIAL_UNKNOWN,
                "credentialId", "No such credential"));
    }

    private CardContent open(CredentialRecord record) {
        return CardContent.of(cipher.open(SealPurpose.CREDENTIAL, context(record.id()), record.encoded()));
    }

    private static String context(CredentialId id) {
        return SealedPlace.CREDENTIAL.context(id.value());
    }

    private static CredentialView view(CredentialRecord record) {
        return new CredentialView(record.id(), record.requestId(), record.person(), record.profile(), record.status(),
                record.number(), record.issued(), record.expires(), record.updatedAt());
    }
}
