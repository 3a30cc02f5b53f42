package id.plugins.storage.sql;

import id.api.storage.BiometricReferenceStore;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
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
        return sessions.write(BiometricMapper.class,
                mapper -> mapper.delete(gallery.value(), encounter.value()) == 1);
    }

    @Override
    public List<StoredEncounter> load(GalleryId gallery, long afterOrdinal, int limit) {
        return sessions.read(BiometricMapper.class, mapper -> mapper.load(gallery.value(), afterOrdinal, limit))
                .stream().map(EncounterRow::encounter).toList();
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
