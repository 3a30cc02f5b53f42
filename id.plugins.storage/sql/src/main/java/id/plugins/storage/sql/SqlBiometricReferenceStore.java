package id.plugins.storage.sql;

import id.api.storage.BiometricReferenceStore;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Biometric references by encounter, numbered in the order of commits. */
@Component
public final class SqlBiometricReferenceStore implements BiometricReferenceStore {
    private final Sessions sessions;

    @Activate
    public SqlBiometricReferenceStore(@org.osgi.service.component.annotations.Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public long add(GalleryId gallery, EncounterId encounter, List<Reference> references) {
        byte[] encoded = ReferenceList.encode(references);
        return sessions.write(BiometricMapper.class, mapper -> {
            long last = lock(mapper, gallery);
            Long known = mapper.ordinal(gallery.value(), encounter.value());
            if (known != null) {
                return known;
            }
            long ordinal = last + 1;
            mapper.countUp(gallery.value(), ordinal);
            mapper.insert(gallery.value(), encounter.value(), ordinal, encoded);
            return ordinal;
        });
    }

    private static long lock(BiometricMapper mapper, GalleryId gallery) {
        Long last = mapper.lockGallery(gallery.value());
        if (last == null) {
            mapper.insertGallery(gallery.value());
            last = mapper.lockGallery(gallery.value());
        }
        return last;
    }

    @Override
    public void acknowledge(GalleryId gallery, EncounterId encounter) {
        sessions.write(BiometricMapper.class, mapper -> mapper.acknowledge(gallery.value(), encounter.value()));
    }

    @Override
    public boolean hasUnacknowledgedBefore(GalleryId gallery, long ordinal) {
        return sessions.read(BiometricMapper.class,
                mapper -> mapper.firstUnacknowledged(gallery.value(), ordinal)) != null;
    }

    @Override
    public Optional<Long> ordinal(GalleryId gallery, EncounterId encounter) {
        return Optional.ofNullable(
                sessions.read(BiometricMapper.class, mapper -> mapper.ordinal(gallery.value(), encounter.value())));
    }

    @Override
    public long newestOrdinal(GalleryId gallery) {
        Long newest = sessions.read(BiometricMapper.class, mapper -> mapper.newestOrdinal(gallery.value()));
        return newest == null ? 0 : newest;
    }

    @Override
    public boolean remove(GalleryId gallery, EncounterId encounter) {
        return sessions.write(BiometricMapper.class, mapper -> {
            // Whoever waits for a row that is just written anew would find it gone, and leave the new one.
            lock(mapper, gallery);
            return mapper.delete(gallery.value(), encounter.value()) == 1;
        });
    }

    @Override
    public List<StoredEncounter> load(GalleryId gallery, long afterOrdinal, int limit) {
        return sessions.read(BiometricMapper.class, mapper -> mapper.load(gallery.value(), afterOrdinal, limit))
                .stream().map(EncounterRow::encounter).toList();
    }

    @Override
    public List<StoredEncounter> loadPlaceless(GalleryId gallery, Optional<EncounterId> after, int limit) {
        return sessions.read(BiometricMapper.class, mapper -> mapper.loadPlaceless(gallery.value(), text(after), limit)).stream()
                .map(EncounterRow::encounter).toList();
    }

    @Override
    public void settle(GalleryId gallery, EncounterId encounter, Instant at) {
        sessions.write(BiometricMapper.class, mapper -> mapper.settle(gallery.value(), encounter.value(), Nanos.of(at)));
    }

    @Override
    public List<EncounterId> settledBefore(GalleryId gallery, Instant moment, int limit) {
        return sessions.read(BiometricMapper.class, mapper -> mapper.settledBefore(gallery.value(), Nanos.of(moment), limit)).stream()
                .map(EncounterId::new).toList();
    }

    @Override
    public List<EncounterId> placeless(GalleryId gallery, Optional<EncounterId> after, int limit) {
        return sessions.read(BiometricMapper.class, mapper -> mapper.placeless(gallery.value(), text(after), limit)).stream()
                .map(EncounterId::new).toList();
    }

    private static String text(Optional<EncounterId> after) {
        return after.map(EncounterId::value).orElse("");
    }

    @Override
    public void forgetPlaces(GalleryId gallery, List<EncounterId> order) {
        sessions.write(BiometricMapper.class, mapper -> {
            // First of all, so that two who do this at the same time wait for each other in one place.
            lock(mapper, gallery);
            long largest = 0;
            for (EncounterId encounter : order) {
                EncounterRow row = mapper.lockSettled(gallery.value(), encounter.value());
                if (row != null) {
                    mapper.delete(gallery.value(), encounter.value());
                    mapper.insertPlaceless(gallery.value(), encounter.value(), row.refs());
                    largest = Math.max(largest, row.ordinal());
                }
            }
            return mapper.noteForgotten(gallery.value(), largest);
        });
    }

    @Override
    public long forgottenUpTo(GalleryId gallery) {
        Long ordinal = sessions.read(BiometricMapper.class, mapper -> mapper.forgottenUpTo(gallery.value()));
        return ordinal == null ? 0 : ordinal;
    }

    @Override
    public List<Reference> read(GalleryId gallery, EncounterId encounter) {
        EncounterRow row = sessions.read(BiometricMapper.class,
                mapper -> mapper.read(gallery.value(), encounter.value()));
        return row == null ? List.of() : row.encounter().references();
    }

    @Override
    public long count(GalleryId gallery) {
        return sessions.read(BiometricMapper.class, mapper -> mapper.count(gallery.value()));
    }
}
