package id.core.enrollment;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.identity.Identity;
import id.api.identity.IdentityChange;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.identity.UinCapacity;
import id.api.identity.VidPolicy;
import id.api.value.Alias;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Verhoeff;
import id.api.value.Vid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Persons in a map, numbered in order. */
final class FakeIdentities implements IdentityRegistry, EnrollmentStage {
    private final FakeTransactions transactions;
    private Map<EnrollmentId, Identity> persons = new LinkedHashMap<>();
    private int last;
    volatile RuntimeException fault;

    FakeIdentities(FakeTransactions transactions) {
        this.transactions = transactions;
        transactions.join(() -> {
            Map<EnrollmentId, Identity> saved = new LinkedHashMap<>(persons);
            return () -> persons = saved;
        });
    }

    int size() {
        return transactions.call("size", () -> persons.size());
    }

    @Override
    public StageResult apply(StageContext context) {
        PersonId person = register(context.enrollment(), context.packet().attributes());
        if (fault != null) {
            throw fault;
        }
        return new StageResult.Issued(person, "numbered", List.of());
    }

    @Override
    public PersonId register(EnrollmentId enrollment, Attributes attributes) {
        return transactions.call("register", () -> persons.computeIfAbsent(enrollment, id -> {
            String digits = String.format("%011d", 10_000_000_000L + ++last);
            return new Identity(new PersonId(String.format("%032x", last)), new Uin(digits + Verhoeff.checkDigit(digits)),
                    IdentityState.ACTIVE, attributes, enrollment, Instant.EPOCH, 1);
        }).person());
    }

    @Override
    public Optional<Identity> read(PersonId person) {
        return transactions.call("read", () -> persons.values().stream().filter(one -> one.person().equals(person)).findFirst());
    }

    @Override
    public Optional<PersonId> findByEnrollment(EnrollmentId enrollment) {
        return transactions.call("findByEnrollment", () -> Optional.ofNullable(persons.get(enrollment)).map(Identity::person));
    }

    @Override
    public Optional<PersonId> find(PersonIdentifier identifier) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PersonId> findForUse(PersonIdentifier identifier) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long update(PersonId person, Attributes attributes, String cause, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changeState(PersonId person, IdentityState state, String cause, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Vid issueVid(PersonId person, VidPolicy policy, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void revokeVid(PersonId person, Vid vid, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void linkAlias(PersonId person, Alias alias, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void revokeAlias(PersonId person, Alias alias, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<IdentityChange> history(PersonId person) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uin generateUin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public UinCapacity capacity() {
        throw new UnsupportedOperationException();
    }
}
