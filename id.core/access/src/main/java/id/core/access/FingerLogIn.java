package id.core.access;

import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.access.StaffAccount;
import id.api.access.StaffPersons;
import id.api.access.StaffSessions.StaffSession;
import id.api.audit.AuditEntry;
import id.api.audit.AuditMarks;
import id.api.audit.AuditTrail;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityError;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.value.Uin;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who works under an account, and log-in by a finger of that person. */
@Component
public final class FingerLogIn implements StaffPersons {
    /** Anybody may send fingers: no more of them at once, so that enrollments and verifications keep their matcher. */
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 2;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final StaffBook book;
    private final StaffBindings bindings;
    private final StoredSessions sessions;
    private final FingerDesk fingers;
    private final IdentityRegistry identities;
    private final Hotlist hotlist;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final AuditMarks marks;

    @Activate
    public FingerLogIn(@Reference StaffBook book, @Reference StaffBindings bindings, @Reference StoredSessions sessions,
            @Reference FingerDesk fingers, @Reference IdentityRegistry identities, @Reference Hotlist hotlist,
            @Reference Transactions transactions, @Reference AuditTrail audit, @Reference AuditMarks marks) {
        this.book = book;
        this.bindings = bindings;
        this.sessions = sessions;
        this.fingers = fingers;
        this.identities = identities;
        this.hotlist = hotlist;
        this.transactions = transactions;
        this.audit = audit;
        this.marks = marks;
    }

    @Override
    public StaffAccount bind(String name, Uin uin, ClientId by) {
        return transactions.required(() -> {
            StaffBook.Entry entry = book.find(name).orElseThrow(StaffBook::unknown);
            PersonId person = mayWork(uin);
            if (!bindings.claim(StaffBindings.PERSON, person.value(), name)) {
                throw new IdentityException(AccessError.STAFF_PERSON_EXISTS, "uin",
                        "The person works under another account already: take that binding back first");
            }
            Optional.ofNullable(entry.content().person()).filter(before -> !before.equals(person.value()))
                    .ifPresent(before -> bindings.release(StaffBindings.PERSON, before));
            StaffAccount bound = book.replaced(entry, entry.content().of(person.value())).account();
            // By the person's mark: whoever copies the trail does not learn whose data is the account's.
            audit.record(new AuditEntry("staff.bound", by, marks.of(person, ClientId.SYSTEM), "DONE",
                    Map.of("account", bound.id().value())));
            return bound;
        });
    }

    private PersonId mayWork(Uin uin) {
        Identity identity = identities.find(uin).flatMap(identities::read).orElseThrow(
                () -> new IdentityException(IdentityError.PERSON_UNKNOWN, "uin", "Nobody is enrolled under this number"));
        if (hotlist.isHot(HotKind.UIN, uin.value())) {
            throw new IdentityException(AccessError.HOTLISTED, "uin", "The number is on the hotlist");
        }
        if (identity.state() != IdentityState.ACTIVE) {
            throw new IdentityException(AccessError.PERSON_NOT_ALLOWED, "uin",
                    "The identity is not active: nobody is verified by it, nor lets in");
        }
        return identity.person();
    }

    @Override
    public StaffAccount unbind(String name, ClientId by) {
        return transactions.required(() -> {
            StaffBook.Entry entry = book.find(name).orElseThrow(StaffBook::unknown);
            String person = entry.content().person();
            if (person == null) {
                return entry.account();
            }
            bindings.release(StaffBindings.PERSON, person);
            StaffAccount unbound = book.replaced(entry, entry.content().of(null)).account();
            audit.record(new AuditEntry("staff.unbound", by, marks.of(new PersonId(person), ClientId.SYSTEM), "DONE",
                    Map.of("account", unbound.id().value())));
            return unbound;
        });
    }

    @Override
    public void erased(PersonId person) {
        bindings.find(StaffBindings.PERSON, person.value()).ifPresent(name -> unbind(name, ClientId.SYSTEM));
    }

    @Override
    public StaffSession login(String name, BiometricSample finger, String code, String binding) {
        if (finger.modality() != Modality.FINGER) {
            throw new IdentityException(BiometricError.POSITION_MISMATCH, "position", "A log-in takes a finger");
        }
        takePlace();
        try {
            return compared(name, finger, code, binding);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IdentityException(AccessError.TOO_MANY_CALLS, "",
                "So many log in by finger just now: try again in some seconds, or log in by password");
    }

    private StaffSession compared(String name, BiometricSample finger, String code, String binding) {
        // First, and for every name: an error of the sample or of the matcher tells nothing about an account.
        fingers.look(finger);
        boolean open = sessions.count(name);
        Optional<StaffBook.Entry> entry = book.find(name);
        OptionalLong step = sessions.step(entry, code);
        // Without the right code nobody's fingers are opened, and nobody's tries of verification are used up.
        Optional<Identity> person = entry
                .filter(found -> open && step.isPresent() && found.content().ready() && sessions.mayEnter(found))
                .flatMap(this::person);
        boolean same = person.isPresent() ? fingers.isOf(person.get(), finger) : fingers.isOfNobody(finger);
        if (!same) {
            throw sessions.refused(name, StoredSessions.FINGER);
        }
        return sessions.begin(entry.get(), entry.get().content().used(step.getAsLong()), binding, name,
                StoredSessions.FINGER).orElseThrow(() -> sessions.refused(name, StoredSessions.FINGER));
    }

    private Optional<Identity> person(StaffBook.Entry entry) {
        return Optional.ofNullable(entry.content().person())
                .flatMap(person -> transactions.required(() -> identities.read(new PersonId(person))));
    }
}
