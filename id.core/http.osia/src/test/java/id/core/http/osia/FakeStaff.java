package id.core.http.osia;

import id.api.access.AccessError;
import id.api.access.ObjectPlaces;
import id.api.access.StaffSessions;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One session, whose token is {@code session}; everybody works everywhere but the client {@code limited}. */
final class FakeStaff implements StaffSessions, ObjectPlaces {
    @Override
    public Access check(String token, String binding) {
        if (!token.equals("session") || !binding.equals("Browser/1")) {
            throw new IdentityException(AccessError.SESSION_INVALID, "", "No session");
        }
        return new Access(new ClientId("staff.maria"), Set.of("own.read"), Instant.MAX);
    }

    @Override
    public boolean reaches(ClientId caller, Optional<CentreId> centre) {
        return !caller.value().equals("limited");
    }

    @Override
    public StaffSession login(String name, Secret password, String code, String binding) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Secret beginFirst(String name, Secret initialPassword) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StaffSession finishFirst(String name, Secret initialPassword, Secret password, String code, String binding) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void logout(String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(EnrollmentId enrollment, Optional<CentreId> centre) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reaches(ClientId caller, EnrollmentId enrollment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reaches(ClientId caller, PersonId person) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reaches(ClientId caller, CredentialId credential) {
        throw new UnsupportedOperationException();
    }
}
