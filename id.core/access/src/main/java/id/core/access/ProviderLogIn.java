package id.core.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import id.api.access.AccessError;
import id.api.access.StaffAccount;
import id.api.access.StaffProvider;
import id.api.access.StaffSessions.StaffSession;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.Signer;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log-in by an OpenID Provider, and which accounts its subjects are. */
@Component(configurationPid = ProviderSettings.PID)
@Designate(ocd = ProviderSettings.Config.class)
public final class ProviderLogIn implements StaffProvider {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderLogIn.class);
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(1);
    /** So many ask the provider at the same time: it may be slow, and a thread waits for each. */
    private static final int AT_ONCE = 8;
    private static final int MOST_METHODS = 10;

    private final ProviderSettings settings;
    private final StaffBook book;
    private final StaffBindings bindings;
    private final StoredSessions sessions;
    private final Signer signer;
    private final CounterStore counters;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final RandomSource random;
    private final InstantSource clock;
    /** Null where none is set up. */
    private final ProviderLine line;
    private final ProviderDocuments documents;
    private final ProviderTickets tickets;
    private final IdTokens idTokens;
    private final Semaphore asking = new Semaphore(AT_ONCE);

    @Activate
    public ProviderLogIn(ProviderSettings.Config config, BundleContext context, @Reference StaffBook book,
            @Reference StaffBindings bindings, @Reference StoredSessions sessions, @Reference FieldCipher cipher,
            @Reference Signer signer, @Reference CounterStore counters, @Reference Transactions transactions,
            @Reference AuditTrail audit, @Reference RandomSource random, @Reference InstantSource clock) {
        this(ProviderSettings.of(config, context.getProperty("idem.port")), book, bindings, sessions, cipher, signer, counters,
                transactions, audit, random, clock);
    }

    ProviderLogIn(ProviderSettings settings, StaffBook book, StaffBindings bindings, StoredSessions sessions, FieldCipher cipher,
            Signer signer, CounterStore counters, Transactions transactions, AuditTrail audit, RandomSource random,
            InstantSource clock) {
        this.settings = settings;
        this.book = book;
        this.bindings = bindings;
        this.sessions = sessions;
        this.signer = signer;
        this.counters = counters;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
        this.line = settings.isSet() ? new ProviderLine() : null;
        this.documents = new ProviderDocuments(settings, line, clock);
        this.tickets = new ProviderTickets(cipher, random, clock);
        this.idTokens = new IdTokens(settings, documents::keys, clock);
    }

    @Deactivate
    void close() {
        if (line != null) {
            line.close();
        }
    }

    @Override
    public Begun begin() {
        requireSet();
        ProviderTickets.Ticket ticket = tickets.fresh();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", settings.callback().toString());
        query.put("scope", settings.scope());
        query.put("state", ticket.state());
        query.put("nonce", ticket.nonce());
        query.put("code_challenge", Sha256.base64Url(ticket.verifier()));
        query.put("code_challenge_method", "S256");
        if (!settings.acr().isEmpty()) {
            query.put("acr_values", String.join(" ", new TreeSet<>(settings.acr())));
        }
        URI page = limited(documents::metadata).authorization();
        String parameters = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + ProviderLine.encoded(one.getValue())).collect(Collectors.joining("&"));
        return new Begun(URI.create(page + (page.getQuery() == null ? "?" : "&") + parameters), tickets.sealed(ticket));
    }

    @Override
    public StaffSession finish(String ticket, Answer answer, String binding) {
        requireSet();
        try {
            ProviderTickets.Ticket begun = tickets.opened(ticket, answer.state()).filter(this::isFirstUse)
                    .orElseThrow(() -> new IdTokens.Refused("the answer belongs to no log-in of this browser"));
            return session(limited(() -> claims(begun, answer)), binding);
        } catch (IdTokens.Refused refused) {
            LOG.warn("A log-in by the OpenID Provider was refused: {}", refused.getMessage());
            throw sessions.refused("", StoredSessions.PROVIDER);
        }
    }

    @Override
    public URI startPage() {
        requireSet();
        return settings.callback().resolve("/");
    }

    /** On all nodes, for as long as the ticket could be shown again. */
    private boolean isFirstUse(ProviderTickets.Ticket ticket) {
        return transactions.required(() -> counters.putIfAbsent("provider-login/" + Sha256.of(ticket.state()),
                clock.instant(), Instant.parse(ticket.until())));
    }

    private JWTClaimsSet claims(ProviderTickets.Ticket begun, Answer answer) throws IdTokens.Refused {
        ProviderDocuments.Metadata metadata = documents.metadata();
        if (answer.issuer() == null ? metadata.namesItself() : !settings.issuer().equals(answer.issuer())) {
            throw new IdTokens.Refused("the answer is not said to be of this provider");
        }
        if (answer.code() == null || answer.code().isEmpty() || answer.code().length() > 2_000) {
            throw new IdTokens.Refused("the provider did not let the person in");
        }
        ProviderLine.Reply reply = line.post(metadata.token(),
                Map.of("grant_type", "authorization_code", "code", answer.code(), "redirect_uri",
                        settings.callback().toString(), "client_id", settings.clientId(), "code_verifier",
                        begun.verifier(), "client_assertion_type", ASSERTION_TYPE, "client_assertion", assertion()));
        if (reply.status() != 200) {
            throw new IdTokens.Refused("the provider gives no ID token, status " + reply.status());
        }
        return idTokens.checked(reply.body().path("id_token").textValue(), begun.nonce());
    }

    /** Who asks (RFC 7523). Its audience is the issuer, and nothing that an answer of somebody else could name. */
    private String assertion() {
        Instant now = clock.instant();
        String keyId = signer.keyId(Signer.Purpose.PROVIDER_LOGIN);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(settings.clientId()).subject(settings.clientId())
                .audience(settings.issuer()).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(ASSERTION_LIFETIME)))
                .jwtID(random.id128()).build();
        String input = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
        Bytes signature = signer.sign(Signer.Purpose.PROVIDER_LOGIN, keyId,
                Bytes.of(input.getBytes(StandardCharsets.US_ASCII)));
        return input + '.' + Base64URL.encode(signature.toArray());
    }

    private StaffSession session(JWTClaimsSet claims, String binding) throws IdTokens.Refused {
        String subject = IdTokens.text(claims, settings.claim())
                .orElseThrow(() -> new IdTokens.Refused("the ID token lacks the claim that accounts are bound to"));
        StaffBook.Entry entry = bindings.find(StaffBindings.SUBJECT, named(subject)).flatMap(book::find)
                .orElseThrow(() -> new IdTokens.Refused("its subject is bound to no account"));
        Set<String> methods = IdTokens.methods(claims).stream().filter(method -> method.matches("[A-Za-z0-9_-]{1,16}"))
                .sorted().limit(MOST_METHODS).collect(Collectors.toCollection(TreeSet::new));
        methods.addAll(StoredSessions.PROVIDER);
        if (!sessions.mayEnter(entry)) {
            throw sessions.refused(entry.record().id(), methods);
        }
        String name = entry.record().id();
        return sessions.begin(entry, entry.content(), binding, name, methods)
                .orElseThrow(() -> sessions.refused(name, methods));
    }

    /** A subject is one at its provider: the same text at another is somebody else. */
    private String named(String subject) {
        return settings.issuer() + "\n" + subject;
    }

    @Override
    public StaffAccount bind(String name, String subject, ClientId by) {
        requireSet();
        String who = named(Ranges.line("subject", subject, 1, 255));
        return transactions.required(() -> {
            StaffBook.Entry entry = book.find(name).orElseThrow(StaffBook::unknown);
            if (!bindings.claim(StaffBindings.SUBJECT, who, name)) {
                throw new IdentityException(AccessError.STAFF_SUBJECT_EXISTS, "subject",
                        "This is another account's already: take that binding back first");
            }
            Optional.ofNullable(entry.content().subject()).filter(before -> !before.equals(who))
                    .ifPresent(before -> bindings.release(StaffBindings.SUBJECT, before));
            return changed(entry, who, "staff.provider-bound", by);
        });
    }

    @Override
    public StaffAccount unbind(String name, ClientId by) {
        return transactions.required(() -> {
            StaffBook.Entry entry = book.find(name).orElseThrow(StaffBook::unknown);
            if (entry.content().subject() == null) {
                return entry.account();
            }
            bindings.release(StaffBindings.SUBJECT, entry.content().subject());
            return changed(entry, null, "staff.provider-unbound", by);
        });
    }

    private StaffAccount changed(StaffBook.Entry entry, String subject, String event, ClientId by) {
        StaffAccount account = book.replaced(entry, entry.content().known(subject)).account();
        audit.record(new AuditEntry(event, by, account.id().value(), "DONE", Map.of()));
        return account;
    }

    private void requireSet() {
        if (!settings.isSet()) {
            throw new IdentityException(AccessError.PROVIDER_UNKNOWN, "",
                    "No OpenID Provider is set up: see " + ProviderSettings.PID);
        }
    }

    /** A question to the provider, which may be refused. */
    private interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    private <T, E extends Exception> T limited(Question<T, E> question) throws E {
        if (!asking.tryAcquire()) {
            throw new IdentityException(AccessError.TOO_MANY_CALLS, "", "So many log in just now: try again in some seconds");
        }
        try {
            return question.ask();
        } finally {
            asking.release();
        }
    }
}
