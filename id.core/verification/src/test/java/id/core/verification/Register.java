package id.core.verification;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

/** Persons in memory; as much as verification asks for. */
final class Register implements IdentityRegistry {
    static final PersonId PERSON = new PersonId("0123456789abcdef0123456789abcdef");
    static final EnrollmentId ENROLLMENT = new EnrollmentId("enrollment-1");
    static final Uin UIN = new Uin("123456789" + Verhoeff.checkDigit("123456789"));
    static final Vid ONE_TIME = new Vid("111111111111111111" + Verhoeff.checkDigit("111111111111111111"));

    private final Map<PersonIdentifier, PersonId> identifiers = new HashMap<>();
    private final Set<PersonIdentifier> used = new HashSet<>();
    IdentityState state = IdentityState.ACTIVE;
    Map<String, Object> attributes = new LinkedHashMap<>(Map.of("name", "Amina Okafor", "dateOfBirth", "1990-05-17",
            "gender", "female", "email", "amina@example.org"));

    Register() {
        identifiers.put(UIN, PERSON);
        identifiers.put(ONE_TIME, PERSON);
    }

    @Override
    public Optional<PersonId> find(PersonIdentifier identifier) {
        return used.contains(identifier) ? Optional.empty() : Optional.ofNullable(identifiers.get(identifier));
    }

    @Override
    public Optional<PersonId> findForUse(PersonIdentifier identifier) {
        Optional<PersonId> found = find(identifier);
        if (identifier instanceof Vid) {
            used.add(identifier);
        }
        return found;
    }

    @Override
    public Optional<Identity> read(PersonId person) {
        return person.equals(PERSON)
                ? Optional.of(new Identity(PERSON, UIN, state, Attributes.ofPlain("1.0", attributes), ENROLLMENT,
                        Instant.parse("2026-01-01T00:00:00Z"), 1))
                : Optional.empty();
    }

    @Override
    public PersonId register(EnrollmentId enrollment, Attributes values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PersonId> findByEnrollment(EnrollmentId enrollment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long update(PersonId person, Attributes values, String cause, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changeState(PersonId person, IdentityState next, String cause, ClientId by) {
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
