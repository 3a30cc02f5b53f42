package id.core.access;

import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.access.OwnAccount;
import id.api.access.StaffAccount;
import id.api.access.StaffSessions;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.PartnerRegistry;
import id.api.security.PasswordHash;
import id.api.storage.AccessRecord.Kind;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import id.api.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Log-in and sessions of people over the store. */
@Component(service = { StaffSessions.class, StoredSessions.class }, configurationPid = "id.core.access.sessions")
@Designate(ocd = StoredSessions.Config.class)
public final class StoredSessions implements StaffSessions {
    /** Settings. */
    @ObjectClassDefinition(name = "Log-in and sessions of people")
    public @interface Config {
        @AttributeDefinition(description = "A session ends after so many minutes without a call, 1 to 480")
        int idleMinutes() default 15;

        @AttributeDefinition(description = "A session ends after so many hours however much it is used, 1 to 24")
        int sessionHours() default 8;

        @AttributeDefinition(description = "An account is locked after so many wrong log-ins, 3 to 20")
        int tries() default 5;

        @AttributeDefinition(description = "How long it stays locked, in minutes from the first of them, 1 to 1440")
        int lockMinutes() default 15;

        @AttributeDefinition(description = "What authenticators show beside the name; letters and digits")
        String issuer() default "Idem";
    }

    /** Methods of RFC 8176. */
    static final Set<String> PASSWORD = Set.of("pwd", "otp", "mfa");
    static final Set<String> FINGER = Set.of("fpt", "otp", "mfa");
    /** Not of RFC 8176: the others of such a session are the provider's words. */
    static final Set<String> PROVIDER = Set.of("provider");

    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_BROWSER = 200;
    private static final int MOST = 1_000_000;
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final StaffBook book;
    private final SealedRecords records;
    private final PartnerRegistry partners;
    private final Hotlist hotlist;
    private final PasswordRules rules;
    private final PasswordHash hashes;
    private final CounterStore counters;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final RandomSource random;
    private final InstantSource clock;
    private final Authenticator codes = new Authenticator();
    private final Duration idle;
    private final Duration longest;
    private final Duration lock;
    private final int tries;
    private final String issuer;
    /** What unknown names are compared with, so that they take the same work. */
    private final String nobodysHash;
    private final String nobodysSecret;

    @Activate
    public StoredSessions(Config config, @Reference StaffBook book, @Reference SealedRecords records,
            @Reference PartnerRegistry partners, @Reference Hotlist hotlist, @Reference PasswordRules rules,
            @Reference PasswordHash hashes, @Reference CounterStore counters, @Reference Transactions transactions,
            @Reference AuditTrail audit, @Reference RandomSource random, @Reference InstantSource clock) {
        this.book = book;
        this.records = records;
        this.partners = partners;
        this.hotlist = hotlist;
        this.rules = rules;
        this.hashes = hashes;
        this.counters = counters;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
        this.idle = Duration.ofMinutes(Ranges.within("idleMinutes", config.idleMinutes(), 1, 480));
        this.longest = Duration.ofHours(Ranges.within("sessionHours", config.sessionHours(), 1, 24));
        this.tries = Ranges.within("tries", config.tries(), 3, 20);
        this.lock = Duration.ofMinutes(Ranges.within("lockMinutes", config.lockMinutes(), 1, 1440));
        this.issuer = config.issuer();
        if (!issuer.matches("[A-Za-z0-9]{1,32}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "issuer",
                    "Setting issuer is 1 to 32 letters and digits");
        }
        this.nobodysHash = hashes.hash(Secret.of(random.id128().toCharArray()));
        this.nobodysSecret = HexFormat.of().formatHex(random.bytes(Authenticator.SECRET_BYTES));
    }

    /**
     * A session as it lies sealed.
     *
     * @param begunAt
     *            null, as {@code browser} and {@code methods}, in one of an older version
     * @param methods
     *            how its person logged in
     */
    record Content(String name, long epoch, String lastUsed, String binding, String begunAt, String browser,
            Set<String> methods) {
        Content usedAt(Instant now) {
            return new Content(name, epoch, now.toString(), binding, begunAt, browser, methods);
        }

        /** Such a one needs no password of its own here. */
        boolean byProvider() {
            return methods != null && methods.containsAll(PROVIDER);
        }
    }

    /** What was found out about a log-in; a part that is missing has cost what a part that is there would have. */
    record Judged(Optional<StaffBook.Entry> entry, boolean passwordFits, OptionalLong step) {}

    @Override
    public StaffSession login(String name, Secret password, String code, String binding) {
        Judged judged = judge(name, password, code);
        StaffBook.Entry entry = judged.entry().filter(found -> judged.passwordFits() && judged.step().isPresent()
                && found.content().ready() && mayEnter(found)).orElseThrow(() -> refused(name));
        StaffBook.Content used = entry.content().used(judged.step().getAsLong());
        // One of several that show the same code at the same time wins.
        return begin(entry, used, binding, name).orElseThrow(() -> refused(name));
    }

    @Override
    public Secret beginFirst(String name, Secret initialPassword) {
        Judged judged = judge(name, initialPassword, "");
        StaffBook.Entry entry = judged.entry()
                .filter(found -> judged.passwordFits() && isFirst(found) && !found.content().keepsAuthenticator())
                .orElseThrow(() -> refused(name));
        String secret = HexFormat.of().formatHex(random.bytes(Authenticator.SECRET_BYTES));
        boolean offered = transactions.required(() -> book.replace(entry, entry.content().offered(secret)));
        if (!offered) {
            throw refused(name);
        }
        // Right so far: the code is still to come.
        letTryAgain(name);
        return Secret.of(Authenticator.uri(issuer, name, secret).toCharArray());
    }

    @Override
    public StaffSession finishFirst(String name, Secret initialPassword, Secret password, String code, String binding) {
        Judged judged = judge(name, initialPassword, code);
        StaffBook.Entry entry = judged.entry()
                .filter(found -> judged.passwordFits() && judged.step().isPresent() && isFirst(found))
                .orElseThrow(() -> refused(name));
        checkNew(entry, initialPassword, password);
        StaffBook.Content ready = entry.content().finished(hashes.hash(password), judged.step().getAsLong());
        return begin(entry, ready, binding, name).orElseThrow(() -> refused(name));
    }

    /** Counts the try before anything is compared, so that tries at the same time cannot be more than the limit. */
    Judged judge(String name, Secret password, String code) {
        boolean open = count(name);
        Optional<StaffBook.Entry> entry = book.find(name);
        boolean fits = hashes.matches(bounded(password),
                entry.map(found -> found.content().password()).orElse(nobodysHash));
        return new Judged(entry, fits && open, step(entry, code));
    }

    /** Counts a try, whatever it is made by; whether it is within the limit. */
    boolean count(String name) {
        Instant now = clock.instant();
        return counters.increment(triesKey(name), now, now.plus(lock)) <= tries;
    }

    /** The step whose code this is; the same work where there is no account. */
    OptionalLong step(Optional<StaffBook.Entry> entry, String code) {
        String secret = entry.map(found -> found.content().totp()).orElse(nobodysSecret);
        return codes.step(secret, code, entry.map(found -> found.content().lastStep()).orElse(0L), clock.instant());
    }

    private boolean isFirst(StaffBook.Entry entry) {
        return !entry.content().ready() && Instant.parse(entry.content().initialUntil()).isAfter(clock.instant())
                && mayEnter(entry);
    }

    boolean mayEnter(StaffBook.Entry entry) {
        return entry.content().active() && !hotlist.isHot(HotKind.OPERATOR, entry.id().value());
    }

    Optional<StaffSession> begin(StaffBook.Entry entry, StaffBook.Content changed, String binding,
            String name) {
        return begin(entry, changed, binding, name, PASSWORD);
    }

    Optional<StaffSession> begin(StaffBook.Entry entry, StaffBook.Content changed, String binding, String name,
            Set<String> methods) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(TOKEN_BYTES));
        Instant now = clock.instant();
        Instant end = now.plus(longest);
        boolean begun = transactions.required(() -> {
            if (!book.replace(entry, changed)) {
                return false;
            }
            counters.clear(triesKey(name));
            audit.record(new AuditEntry("staff.login", entry.id(), entry.id().value(), "DONE", details(methods)));
            return records.create(Kind.SESSION, Sha256.of(token),
                    new Content(name, changed.epoch(), now.toString(), Sha256.of(binding), now.toString(),
                            browser(binding), methods),
                    Optional.of(end));
        });
        return begun ? Optional.of(new StaffSession(token, changed.roles(), end, methods)) : Optional.empty();
    }

    /** The account stands in the trail where there is one; what was typed for a name does not. */
    IdentityException refused(String name) {
        return refused(name, PASSWORD);
    }

    IdentityException refused(String name, Set<String> methods) {
        String subject = book.find(name).map(found -> found.id().value()).orElse("");
        audit.record(new AuditEntry("staff.login", ClientId.SYSTEM, subject, "REFUSED", details(methods)));
        return new IdentityException(AccessError.LOGIN_REFUSED, "",
                "Not let in: look at name, password or finger, and code; after several wrong tries wait some minutes");
    }

    private static Map<String, String> details(Set<String> methods) {
        return Map.of("methods", String.join(" ", new TreeSet<>(methods)));
    }

    /** Only for who has proved to be the person: the answer tells whether it holds their name. */
    void checkNew(StaffBook.Entry entry, Secret old, Secret password) {
        // Whoever comes so far did not guess, and may try several new passwords.
        letTryAgain(entry.record().id());
        rules.check(password, old, entry.record().id(), entry.content().displayName());
    }

    void letTryAgain(String name) {
        counters.clear(triesKey(name));
    }

    String issuer() {
        return issuer;
    }

    /** A longer one than there can be is compared as an empty one. */
    private static Secret bounded(Secret password) {
        char[] characters = password.reveal();
        boolean tooLong = characters.length > PasswordRules.LONGEST;
        Arrays.fill(characters, ' ');
        return tooLong ? Secret.of(new char[0]) : password;
    }

    /** For its owner to know it by. */
    private static String browser(String binding) {
        return binding.length() <= LONGEST_BROWSER ? binding : binding.substring(0, LONGEST_BROWSER);
    }

    private static String triesKey(String name) {
        return "staff-tries/" + Sha256.of(name == null ? "" : name);
    }

    @Override
    public Access check(String token, String binding) {
        String id = Sha256.of(token == null ? "" : token);
        SealedRecords.Opened<Content> session = records.find(Kind.SESSION, id, Content.class)
                .orElseThrow(StoredSessions::invalid);
        Content content = session.content();
        Instant now = clock.instant();
        Instant lastUsed = Instant.parse(content.lastUsed());
        StaffBook.Entry entry = book.find(content.name()).orElseThrow(StoredSessions::invalid);
        if (!isLive(content, entry) || !content.binding().equals(Sha256.of(binding))) {
            records.remove(Kind.SESSION, id);
            throw invalid();
        }
        if (lastUsed.plus(NOTED).isBefore(now)) {
            // Another call may note it first; either note will do.
            records.replace(Kind.SESSION, session.next(content.usedAt(now)));
        }
        Map<String, Set<String>> scopesOfRoles = partners.roles();
        Set<String> scopes = new HashSet<>(Set.of(OwnAccount.SCOPE));
        entry.content().roles().forEach(role -> scopes.addAll(scopesOfRoles.getOrDefault(role, Set.of())));
        return new Access(entry.id(), scopes, session.expiresAt().orElse(now));
    }

    private boolean isLive(Content content, StaffBook.Entry entry) {
        return entry.content().epoch() == content.epoch() && (entry.content().ready() || content.byProvider())
                && Instant.parse(content.lastUsed()).plus(idle).isAfter(clock.instant()) && mayEnter(entry);
    }

    /** The sessions of an account that have not ended. Opens all that there are: for whoever looks, not for each call. */
    List<SealedRecords.Opened<Content>> of(StaffBook.Entry entry) {
        String name = entry.record().id();
        return records.list(Kind.SESSION, Content.class, MOST).stream()
                .filter(session -> session.content().name().equals(name) && isLive(session.content(), entry)).toList();
    }

    @Override
    public void logout(String token) {
        String id = Sha256.of(token == null ? "" : token);
        records.find(Kind.SESSION, id, Content.class).ifPresent(session -> transactions.required(() -> {
            if (records.remove(Kind.SESSION, id)) {
                ClientId who = new ClientId(StaffAccount.PREFIX + session.content().name());
                audit.record(new AuditEntry("staff.logout", who, who.value(), "DONE", Map.of()));
            }
        }));
    }

    static IdentityException invalid() {
        return new IdentityException(AccessError.SESSION_INVALID, "", "No session, or one that has ended: log in");
    }
}
