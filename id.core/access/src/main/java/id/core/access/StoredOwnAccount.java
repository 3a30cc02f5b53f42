package id.core.access;

import id.api.access.AccessError;
import id.api.access.OwnAccount;
import id.api.access.StaffSessions.StaffSession;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.PasswordHash;
import id.api.security.SealedPlace;
import id.api.storage.AccessRecord.Kind;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import id.api.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a person does with the own account, over the same book and the same count of tries as the log-in. */
@Component
public final class StoredOwnAccount implements OwnAccount {
    private static final Duration OFFERED = Duration.ofMinutes(10);
    private static final int ID_DIGITS = 32;

    private final StaffBook book;
    private final SealedRecords records;
    private final StoredSessions sessions;
    private final PasswordHash hashes;
    private final CounterStore values;
    private final FieldCipher cipher;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final RandomSource random;
    private final InstantSource clock;
    private final Authenticator codes = new Authenticator();

    @Activate
    public StoredOwnAccount(@Reference StaffBook book, @Reference SealedRecords records,
            @Reference StoredSessions sessions, @Reference PasswordHash hashes, @Reference CounterStore values,
            @Reference FieldCipher cipher, @Reference Transactions transactions, @Reference AuditTrail audit,
            @Reference RandomSource random, @Reference InstantSource clock) {
        this.book = book;
        this.records = records;
        this.sessions = sessions;
        this.hashes = hashes;
        this.values = values;
        this.cipher = cipher;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public List<OwnSession> sessions(ClientId who, String token) {
        String asking = id(Sha256.of(text(token)));
        return sessions.of(entry(who)).stream().map(session -> {
            StoredSessions.Content content = session.content();
            String id = id(session.id());
            return new OwnSession(id, Optional.ofNullable(content.begunAt()).map(Instant::parse),
                    Instant.parse(content.lastUsed()), session.expiresAt().orElse(Instant.MAX), text(content.browser()),
                    id.equals(asking));
        }).sorted(Comparator.comparing((OwnSession session) -> session.begunAt().orElse(Instant.MIN)).reversed())
                .toList();
    }

    @Override
    public void endSession(ClientId who, String id) {
        StaffBook.Entry entry = entry(who);
        String record = sessions.of(entry).stream().map(SealedRecords.Opened::id).filter(one -> id(one).equals(id))
                .findFirst().orElseThrow(() -> new IdentityException(GeneralError.NOT_FOUND, "id",
                        "No session of yours has this id: it may have ended already"));
        end(entry, record);
    }

    @Override
    public int endOthers(ClientId who, String token) {
        StaffBook.Entry entry = entry(who);
        String asking = Sha256.of(text(token));
        return (int) sessions.of(entry).stream().map(SealedRecords.Opened::id).filter(id -> !id.equals(asking))
                .filter(id -> end(entry, id)).count();
    }

    private boolean end(StaffBook.Entry entry, String record) {
        return transactions.required(() -> {
            boolean ended = records.remove(Kind.SESSION, record);
            if (ended) {
                record("staff.session-ended", entry);
            }
            return ended;
        });
    }

    @Override
    public StaffSession changePassword(ClientId who, Secret password, String code, Secret newPassword, String binding) {
        Again again = again(who, password, code);
        sessions.checkNew(again.entry(), password, newPassword);
        return begin(again.entry(), again.entry().content().finished(hashes.hash(newPassword), again.step()),
                "staff.password-changed", binding);
    }

    @Override
    public Secret offerAuthenticator(ClientId who, Secret password, String code, String token) {
        Again again = again(who, password, code);
        StaffBook.Entry entry = again.entry();
        String name = entry.record().id();
        String key = offerKey(name, token);
        String secret = HexFormat.of().formatHex(random.bytes(Authenticator.SECRET_BYTES));
        boolean offered = transactions.required(() -> {
            if (!book.replace(entry, entry.content().used(again.step()))) {
                return false;
            }
            values.put(key, cipher.seal(SealedPlace.SHORT_LIVED.purpose(), SealedPlace.SHORT_LIVED.context(key),
                    Bytes.utf8(secret)), clock.instant().plus(OFFERED));
            return true;
        });
        if (!offered) {
            throw sessions.refused(name);
        }
        sessions.letTryAgain(name);
        return Secret.of(Authenticator.uri(sessions.issuer(), name, secret).toCharArray());
    }

    @Override
    public StaffSession takeAuthenticator(ClientId who, String code, String token, String binding) {
        StaffBook.Entry entry = entry(who);
        String name = entry.record().id();
        String key = offerKey(name, token);
        Instant now = clock.instant();
        String secret = values.find(key, now)
                .map(value -> cipher.open(SealedPlace.SHORT_LIVED.purpose(), SealedPlace.SHORT_LIVED.context(key), value)
                        .asUtf8())
                .orElseThrow(() -> refused("No new authenticator was offered to this session in the last ten minutes: begin anew"));
        OptionalLong step = codes.step(secret, code, 0, now);
        if (step.isEmpty() || !values.take(key, now)) {
            throw refused("The code is not that of the new authenticator: wait for its next one, and see that its clock is right");
        }
        return begin(entry, entry.content().withAuthenticator(secret, step.getAsLong()), "staff.authenticator-changed",
                binding);
    }

    /** Who has shown password and code once more, and of which step the code was. */
    private record Again(StaffBook.Entry entry, long step) {}

    private Again again(ClientId who, Secret password, String code) {
        String name = entry(who).record().id();
        StoredSessions.Judged judged = sessions.judge(name, password, code);
        return judged.entry()
                .filter(found -> judged.passwordFits() && judged.step().isPresent() && found.content().ready()
                        && sessions.mayEnter(found))
                .map(found -> new Again(found, judged.step().getAsLong())).orElseThrow(() -> sessions.refused(name));
    }

    /** All sessions end with the change, and a new one begins with it. */
    private StaffSession begin(StaffBook.Entry entry, StaffBook.Content changed, String event, String binding) {
        return transactions.required(() -> {
            Optional<StaffSession> session = sessions.begin(entry, changed, binding, entry.record().id());
            session.ifPresent(begun -> record(event, entry));
            return session;
        }).orElseThrow(() -> sessions.refused(entry.record().id()));
    }

    private void record(String event, StaffBook.Entry entry) {
        audit.record(new AuditEntry(event, entry.id(), entry.id().value(), "DONE", Map.of()));
    }

    private StaffBook.Entry entry(ClientId who) {
        return book.find(who).orElseThrow(StoredSessions::invalid);
    }

    private static IdentityException refused(String mend) {
        return new IdentityException(AccessError.LOGIN_REFUSED, "code", mend);
    }

    /** Bound to the session: what one browser was offered, another cannot finish. */
    private static String offerKey(String name, String token) {
        return "staff-authenticator/" + Sha256.of(name + "/" + Sha256.of(text(token)));
    }

    /** Names a session to its owner; nothing leads from it to the token. */
    private static String id(String record) {
        return Sha256.of(record).substring(0, ID_DIGITS);
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
