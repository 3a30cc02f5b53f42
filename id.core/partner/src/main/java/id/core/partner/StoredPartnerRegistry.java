package id.core.partner;

import id.api.access.StaffAccount;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerError;
import id.api.partner.PartnerRegistry;
import id.api.storage.PartnerStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The clients, all in memory, over their store. Writes take turns; what is read is what is durable. */
@Component(configurationPid = "id.core.partner", immediate = true)
@Designate(ocd = StoredPartnerRegistry.Config.class)
public final class StoredPartnerRegistry implements PartnerRegistry {

    /** Settings. */
    @ObjectClassDefinition(name = "Client register")
    public @interface Config {
        @AttributeDefinition(description = "Attributes of persons that the first administrator may read; taken over "
                + "when that client is made, at first start")
        String[] administratorAttributes() default { "name", "dateOfBirth", "gender", "phone", "email", "address",
                "region", "nationality", "guardian" };

        @AttributeDefinition(description = "true: makes a new key for the client admin at the next start, when the old "
                + "one is lost. Take it out again afterwards")
        boolean recoverAdministrator() default false;
    }

    private static final int MAX_ATTRIBUTES = 200;

    private final PartnerStore store;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Map<ClientId, Client> clients = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    @Activate
    public StoredPartnerRegistry(@Reference PartnerStore store, @Reference Transactions transactions,
            @Reference AuditTrail audit, @Reference InstantSource clock, Config config, BundleContext context) {
        this(store, transactions, audit, clock);
        String home = context.getProperty("idem.home");
        if (home == null) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "idem.home",
                    "Start with the framework property idem.home: the data folder");
        }
        new FirstAdministrator(this, FirstAdministrator.keyFile(home), List.of(config.administratorAttributes()))
                .ensure(config.recoverAdministrator());
    }

    StoredPartnerRegistry(PartnerStore store, Transactions transactions, AuditTrail audit, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        store.list().forEach(client -> clients.put(client.id(), effective(client)));
    }

    @Override
    public Client register(NewClient wanted, ClientId by) {
        checkNames(wanted);
        Client own = new Client(wanted.id(), wanted.displayName(), wanted.roles(), wanted.scopes(),
                ClientKeys.normalized(wanted.publicKeys()), wanted.releasableAttributes(), true, clock.instant(), wanted.places());
        try {
            return write(own.id(), by, "client.registered", Map.of("roles", joined(own.roles()), "places", placesOf(own)), () -> {
                store.create(own);
                return own;
            });
        } catch (IdentityException refused) {
            if (refused.code() == StorageError.DUPLICATE_KEY) {
                // Another node registered it.
                store.find(own.id()).ifPresent(client -> clients.put(client.id(), effective(client)));
                throw exists();
            }
            throw refused;
        }
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    @Override
    public List<Client> list() {
        return clients.values().stream().sorted(Comparator.comparing(client -> client.id().value())).toList();
    }

    @Override
    public Client setActive(ClientId id, boolean active, ClientId by) {
        return change(id, by, active ? "client.activated" : "client.deactivated",
                c -> new Client(c.id(), c.displayName(), c.roles(), c.scopes(), c.publicKeys(),
                        c.releasableAttributes(), active, c.createdAt(), c.places()));
    }

    @Override
    public Client replaceKeys(ClientId id, List<String> publicKeys, ClientId by) {
        List<String> keys = ClientKeys.normalized(publicKeys);
        return change(id, by, "client.keys-replaced", c -> new Client(c.id(), c.displayName(), c.roles(), c.scopes(),
                keys, c.releasableAttributes(), c.active(), c.createdAt(), c.places()));
    }

    @Override
    public Map<String, Set<String>> roles() {
        return Scopes.roles();
    }

    private Client change(ClientId id, ClientId by, String event, UnaryOperator<Client> change) {
        return write(id, by, event, Map.of(), () -> {
            // From the store: in memory a client also has the scopes of its roles.
            Client changed = change.apply(store.find(id).orElseThrow(StoredPartnerRegistry::unknown));
            store.replace(changed);
            return changed;
        });
    }

    /** One transaction for the change and its audit entry; memory follows once both are durable. */
    private Client write(ClientId id, ClientId by, String event, Map<String, String> details,
            Supplier<Client> change) {
        writing.lock();
        try {
            return transactions.required(() -> {
                Client changed = effective(change.get());
                audit.record(new AuditEntry(event, by, id.value(), "DONE", details));
                transactions.afterCommit(() -> clients.put(id, changed));
                return changed;
            });
        } finally {
            writing.unlock();
        }
    }

    private void checkNames(NewClient wanted) {
        if (wanted.id().value().startsWith(StaffAccount.PREFIX)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "id",
                    "Ids that begin with " + StaffAccount.PREFIX + " are those of people: see idem staff");
        }
        if (wanted.id().equals(ClientId.SYSTEM) || clients.containsKey(wanted.id())) {
            throw exists();
        }
        for (String role : wanted.roles()) {
            if (!Scopes.isRole(role)) {
                throw new IdentityException(PartnerError.ROLE_UNKNOWN, "roles",
                        "No such role; there are " + Scopes.roles().keySet());
            }
        }
        if (!wanted.scopes().stream().allMatch(Scopes::isKnown)) {
            throw new IdentityException(PartnerError.SCOPE_UNKNOWN, "scopes",
                    "No such scope; there are those of the role " + Scopes.ADMINISTRATOR);
        }
        if (wanted.releasableAttributes().size() > MAX_ATTRIBUTES || !wanted.releasableAttributes().stream()
                .allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]{0,63}"))) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "releasableAttributes",
                    "Give at most " + MAX_ATTRIBUTES + " names of attributes of the ID schema");
        }
    }

    private static Client effective(Client own) {
        return new Client(own.id(), own.displayName(), own.roles(), Scopes.effective(own.roles(), own.scopes()),
                own.publicKeys(), own.releasableAttributes(), own.active(), own.createdAt(), own.places());
    }

    private static String placesOf(Client client) {
        String places = client.places().everywhere() ? "everywhere" : String.join(" ", client.places().texts());
        return places.length() <= 500 ? places : places.substring(0, 497) + "...";
    }

    private static String joined(Set<String> roles) {
        return String.join(" ", new TreeSet<>(roles));
    }

    private static IdentityException exists() {
        return new IdentityException(PartnerError.CLIENT_EXISTS, "id", "A client of that id is registered: choose "
                + "another id, or change that client");
    }

    private static IdentityException unknown() {
        return new IdentityException(PartnerError.CLIENT_UNKNOWN, "id", "No client of that id is registered");
    }
}
