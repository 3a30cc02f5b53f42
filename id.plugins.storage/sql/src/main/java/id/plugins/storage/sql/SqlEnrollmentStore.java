package id.plugins.storage.sql;

import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.ProfileDimension;
import id.api.enrollment.StageRun;
import id.api.error.IdentityException;
import id.api.security.BlindIndex;
import id.api.storage.Claim;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.RetentionRun;
import id.api.storage.StorageError;
import id.api.storage.StoredPacket;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Enrollments, their packets, and who works on them. */
@Component
public final class SqlEnrollmentStore implements EnrollmentStore {
    private final Sessions sessions;

    @Activate
    public SqlEnrollmentStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void create(EnrollmentRecord record, StoredPacket packet) {
        String id = record.id().value();
        PacketRow packetRow = PacketRow.of(record.id(), packet);
        sessions.write(EnrollmentMapper.class, mapper -> {
            // The packet first: its row is the one that can clash on either key, and nothing is half stored then.
            if (mapper.insertPacket(packetRow) == 0) {
                throw Refusals.duplicate(mapper.hasPacket(id) ? "enrollmentId" : "packet");
            }
            return mapper.insert(EnrollmentRow.of(record));
        });
    }

    @Override
    public Optional<EnrollmentRecord> find(EnrollmentId id) {
        return Optional.ofNullable(sessions.read(EnrollmentMapper.class, mapper -> mapper.find(id.value())))
                .map(EnrollmentRow::record);
    }

    @Override
    public Optional<StoredPacket> packet(EnrollmentId id) {
        return Optional.ofNullable(sessions.read(EnrollmentMapper.class, mapper -> mapper.packet(id.value())))
                .map(PacketRow::packet);
    }

    @Override
    public List<Claim> claim(String worker, int limit, Instant now, Duration lease) {
        Refusals.within("worker", worker.length(), 1, 64);
        Refusals.within("limit", limit, 1, 1_000);
        Instant until = now.plus(lease);
        return sessions.together(() -> {
            List<EnrollmentRow> due = sessions.read(EnrollmentMapper.class, mapper -> mapper.due(Nanos.of(now), limit));
            // Nothing to do is the usual answer: no write, no sync.
            return due.isEmpty() ? List.of() : sessions.write(EnrollmentMapper.class,
                    mapper -> claim(mapper, due, worker, limit, now, until));
        });
    }

    private static List<Claim> claim(EnrollmentMapper mapper, List<EnrollmentRow> due, String worker, int limit,
            Instant now, Instant until) {
        List<Claim> claims = new ArrayList<>();
        for (EnrollmentRow candidate : due) {
            EnrollmentRow row = claims.size() == limit ? null : mapper.lockDue(candidate.id(), Nanos.of(now));
            if (row != null) {
                String token = UUID.randomUUID().toString();
                mapper.claim(row.id(), worker, token, Nanos.of(until));
                claims.add(new Claim(row.processing().record(), worker, token, until));
            }
        }
        return claims;
    }

    @Override
    public void advance(Claim claim, EnrollmentRecord next, List<StageRun> runs) {
        store(next.id(), runs, mapper -> {
            if (!claim.record().id().equals(next.id())
                    || mapper.advance(EnrollmentRow.of(next), claim.token()) == 0) {
                throw new IdentityException(StorageError.CLAIM_LOST, "",
                        "The claim expired or another worker has the enrollment: leave it to that one");
            }
        });
    }

    private void store(EnrollmentId id, List<StageRun> runs, Consumer<EnrollmentMapper> state) {
        sessions.together(() -> {
            sessions.write(EnrollmentMapper.class, mapper -> {
                state.accept(mapper);
                return null;
            });
            if (!runs.isEmpty()) {
                sessions.batch(EnrollmentMapper.class,
                        mapper -> runs.forEach(run -> mapper.insertRun(RunRow.of(id, run))));
            }
            return null;
        });
    }

    @Override
    public void release(List<Claim> claims) {
        if (!claims.isEmpty()) {
            sessions.write(EnrollmentMapper.class, mapper -> {
                claims.forEach(claim -> mapper.release(claim.record().id().value(), claim.token()));
                return claims.size();
            });
        }
    }

    @Override
    public void change(EnrollmentStatus expected, EnrollmentRecord next, List<StageRun> runs) {
        store(next.id(), runs, mapper -> {
            if (mapper.change(EnrollmentRow.of(next), expected.name()) == 0) {
                throw mapper.find(next.id().value()) == null
                        ? Refusals.missing("enrollmentId")
                        : Refusals.stale("status");
            }
        });
    }

    @Override
    public List<StageRun> runs(EnrollmentId id) {
        return sessions.read(EnrollmentMapper.class, mapper -> mapper.runs(id.value())).stream().map(RunRow::run)
                .toList();
    }

    @Override
    public List<EnrollmentRecord> recent(int limit) {
        return records(sessions.read(EnrollmentMapper.class, mapper -> mapper.recent(limit)));
    }

    @Override
    public List<EnrollmentRecord> withStatus(EnrollmentStatus status, int limit) {
        return records(sessions.read(EnrollmentMapper.class, mapper -> mapper.withStatus(status.name(), limit)));
    }

    private static List<EnrollmentRecord> records(List<EnrollmentRow> rows) {
        return rows.stream().map(EnrollmentRow::record).toList();
    }

    @Override
    public Map<EnrollmentStatus, Long> countByStatus(LocalDate day) {
        Map<EnrollmentStatus, Long> counts = new EnumMap<>(EnrollmentStatus.class);
        sessions.read(EnrollmentMapper.class, mapper -> mapper.countByStatus((int) day.toEpochDay()))
                .forEach(row -> counts.put(EnrollmentStatus.valueOf(row.name()), row.amount()));
        return counts;
    }

    @Override
    public Map<String, Long> countByStage(LocalDate day) {
        Map<String, Long> counts = new LinkedHashMap<>();
        sessions.read(EnrollmentMapper.class, mapper -> mapper.countByStage((int) day.toEpochDay()))
                .forEach(row -> counts.put(row.name(), row.amount()));
        return counts;
    }

    @Override
    public List<EnrollmentId> duplicatesOf(EnrollmentId id) {
        return sessions.read(EnrollmentMapper.class, mapper -> mapper.duplicatesOf(id.value())).stream()
                .map(EnrollmentId::new).toList();
    }

    @Override
    public List<EnrollmentRecord> moved(EnrollmentStatus status, Instant after, String afterId, Instant before, int limit) {
        return records(sessions.read(EnrollmentMapper.class,
                mapper -> mapper.moved(status.name(), Nanos.of(after), afterId, Nanos.of(before), limit)));
    }

    @Override
    public void addProfiles(List<AnonymousProfile> profiles) {
        sessions.together(() -> {
            sessions.batch(EnrollmentMapper.class,
                    mapper -> profiles.forEach(profile -> mapper.insertProfile(ProfileRow.of(profile))));
            return null;
        });
    }

    @Override
    public List<Integer> profileWeeks(int before, int limit) {
        return sessions.read(EnrollmentMapper.class, mapper -> mapper.profileWeeks(before, limit));
    }

    @Override
    public Map<String, Long> countProfiles(int week, ProfileDimension dimension) {
        Map<String, Long> counts = new LinkedHashMap<>();
        sessions.read(EnrollmentMapper.class, mapper -> mapper.countProfiles(week, dimension.name()))
                .forEach(row -> counts.put(row.name(), row.amount()));
        return counts;
    }

    @Override
    public List<RetentionRun> retention() {
        return sessions.read(EnrollmentMapper.class, EnrollmentMapper::retention).stream().map(RetentionRow::run).toList();
    }

    @Override
    public void note(RetentionRun run) {
        RetentionRow row = RetentionRow.of(run);
        sessions.write(EnrollmentMapper.class, mapper -> {
            if (mapper.replaceRetention(row) == 0 && mapper.insertRetention(row) == 0) {
                mapper.replaceRetention(row);
            }
            return null;
        });
    }

    @Override
    public Optional<String> dropPacket(EnrollmentId id) {
        return sessions.write(EnrollmentMapper.class, mapper -> dropPacket(mapper, id));
    }

    private static Optional<String> dropPacket(EnrollmentMapper mapper, EnrollmentId id) {
        Optional<String> object = Optional.ofNullable(mapper.packet(id.value())).map(PacketRow::objectKey);
        mapper.dropPacket(id.value());
        return object;
    }

    @Override
    public Optional<String> erase(EnrollmentId id) {
        return sessions.write(EnrollmentMapper.class, mapper -> {
            mapper.deleteRuns(id.value());
            mapper.deleteDemographicKey(id.value());
            mapper.forget(id.value());
            return dropPacket(mapper, id);
        });
    }

    @Override
    public void putDemographicKey(EnrollmentId id, BlindIndex key) {
        sessions.write(EnrollmentMapper.class, mapper -> {
            if (mapper.replaceDemographicKey(id.value(), key.value()) == 0
                    && mapper.insertDemographicKey(id.value(), key.value()) == 0) {
                mapper.replaceDemographicKey(id.value(), key.value());
            }
            return null;
        });
    }

    @Override
    public List<EnrollmentRecord> findByDemographicKey(BlindIndex key, int limit) {
        return records(sessions.read(EnrollmentMapper.class, mapper -> mapper.byDemographicKey(key.value(), limit)));
    }
}
