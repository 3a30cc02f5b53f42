package id.core.enrollment;

import id.api.access.HotEntry;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.access.ObjectPlaces;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A hotlist, and places of callers: one that is not named works everywhere. */
final class FakeAccess implements Hotlist, ObjectPlaces {
    final Set<String> hot = ConcurrentHashMap.newKeySet();
    final Map<ClientId, CentreId> limits = new ConcurrentHashMap<>();
    final Map<EnrollmentId, CentreId> settled = new ConcurrentHashMap<>();

    @Override
    public HotEntry add(HotKind kind, String value, String reason, Optional<Instant> expiresAt, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(HotKind kind, String value, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<HotEntry> list() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isHot(HotKind kind, String value) {
        return hot.contains(kind + " " + value);
    }

    @Override
    public void settle(EnrollmentId enrollment, Optional<CentreId> centre) {
        centre.ifPresent(place -> settled.putIfAbsent(enrollment, place));
    }

    @Override
    public boolean reaches(ClientId caller, Optional<CentreId> centre) {
        return !limits.containsKey(caller) || Optional.of(limits.get(caller)).equals(centre);
    }

    @Override
    public boolean reaches(ClientId caller, EnrollmentId enrollment) {
        return reaches(caller, Optional.ofNullable(settled.get(enrollment)));
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
