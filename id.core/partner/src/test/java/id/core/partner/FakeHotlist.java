package id.core.partner;

import id.api.access.HotEntry;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A hotlist in memory. */
final class FakeHotlist implements Hotlist {
    final Set<String> hot = new HashSet<>();

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
}
