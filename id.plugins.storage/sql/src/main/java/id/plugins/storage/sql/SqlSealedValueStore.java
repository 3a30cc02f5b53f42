package id.plugins.storage.sql;

import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore.Reference;
import id.api.storage.SealedValueStore;
import id.api.value.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Sealed values of all tables. */
@Component
public final class SqlSealedValueStore implements SealedValueStore {
    private static final int COUNTED_AT_ONCE = 500;

    private final Sessions sessions;

    @Activate
    public SqlSealedValueStore(@org.osgi.service.component.annotations.Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public List<SealedRecord> page(SealedPlace place, String after, int limit) {
        return sessions.read(mapper(place), mapper -> mapper.sealedPage(place.name(), after, limit)).stream()
                .map(row -> record(place, row)).toList();
    }

    @Override
    public Optional<SealedRecord> find(SealedPlace place, String id) {
        return Optional.ofNullable(sessions.read(mapper(place), mapper -> mapper.sealedRow(place.name(), id)))
                .map(row -> record(place, row));
    }

    @Override
    public boolean replace(SealedPlace place, SealedRecord before, List<SealedValue> after) {
        if (place == SealedPlace.REFERENCE) {
            return replaceReferences(before, after);
        }
        return exchange(place, before.id(), before.parts().getFirst().value().content().toArray(),
                after.getFirst().content().toArray());
    }

    @Override
    public long count(SealedPlace place, Bytes head) {
        return place == SealedPlace.REFERENCE ? countReferences(head.toArray())
                : sessions.read(mapper(place), mapper -> mapper.countSealed(place.name(), head.toArray(), head.size()));
    }

    @Override
    public List<Progress> progress() {
        return sessions.read(ResealMapper.class, ResealMapper::list).stream().map(ResealRow::progress).toList();
    }

    @Override
    public void note(Progress progress) {
        ResealRow row = ResealRow.of(progress);
        sessions.write(ResealMapper.class, mapper -> mapper.update(row) + mapper.insert(row));
    }

    private static Class<? extends SealedColumn> mapper(SealedPlace place) {
        return switch (place) {
            case UIN, ATTRIBUTES, IDENTIFIER -> IdentityMapper.class;
            case REFERENCE -> BiometricMapper.class;
            case REFERENCE_LINK -> LinkMapper.class;
            case CREDENTIAL -> CredentialMapper.class;
            case DRAFT -> DraftMapper.class;
            case SHORT_LIVED -> CounterMapper.class;
            case ACCESS -> AccessMapper.class;
        };
    }

    private boolean exchange(SealedPlace place, String id, byte[] before, byte[] after) {
        return sessions.write(mapper(place), mapper -> mapper.exchangeSealed(place.name(), id, before, after) == 1);
    }

    private static SealedRecord record(SealedPlace place, SealedColumnRow row) {
        if (place != SealedPlace.REFERENCE) {
            return row.record();
        }
        return new SealedRecord(row.id(), ReferenceList.decode(row.sealed()).stream()
                .map(reference -> new Part(row.owner() + "/" + reference.position().label(), reference.template()))
                .toList());
    }

    /** All references of an encounter lie in one column, with formats and search entries that stay as they are. */
    private boolean replaceReferences(SealedRecord before, List<SealedValue> after) {
        SealedColumnRow row = sessions.read(BiometricMapper.class,
                mapper -> mapper.sealedRow(SealedPlace.REFERENCE.name(), before.id()));
        if (row == null || !record(SealedPlace.REFERENCE, row).equals(before)) {
            return false;
        }
        List<Reference> old = ReferenceList.decode(row.sealed());
        List<Reference> fresh = new ArrayList<>(old.size());
        for (int i = 0; i < old.size(); i++) {
            fresh.add(new Reference(old.get(i).position(), old.get(i).format(), after.get(i), old.get(i).searchEntry()));
        }
        return exchange(SealedPlace.REFERENCE, before.id(), row.sealed(), ReferenceList.encode(fresh));
    }

    private long countReferences(byte[] head) {
        long found = 0;
        String after = "";
        while (true) {
            String from = after;
            List<SealedColumnRow> rows = sessions.read(BiometricMapper.class,
                    mapper -> mapper.sealedPage(SealedPlace.REFERENCE.name(), from, COUNTED_AT_ONCE));
            if (rows.isEmpty()) {
                return found;
            }
            found += rows.stream().filter(row -> ReferenceList.decode(row.sealed()).stream()
                    .flatMap(each -> Stream.concat(Stream.of(each.template()), each.searchEntry().stream()))
                    .anyMatch(value -> beginsWith(value, head))).count();
            after = rows.getLast().id();
        }
    }

    private static boolean beginsWith(SealedValue value, byte[] head) {
        byte[] content = value.content().toArray();
        return content.length >= head.length && Arrays.equals(content, 0, head.length, head, 0, head.length);
    }
}
