package id.core.enrollment;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Enrollments in maps. */
final class FakeEnrollmentStore implements EnrollmentStore {
    private final FakeTransactions transactions;
    private Map<EnrollmentId, EnrollmentRecord> records = new LinkedHashMap<>();
    private Map<EnrollmentId, StoredPacket> packets = new LinkedHashMap<>();
    private Map<EnrollmentId, Claim> claims = new LinkedHashMap<>();
    private Map<EnrollmentId, List<StageRun>> runs = new LinkedHashMap<>();
    private Map<EnrollmentId, BlindIndex> demographics = new LinkedHashMap<>();
    private List<AnonymousProfile> profiles = new ArrayList<>();
    private Map<String, RetentionRun> retention = new LinkedHashMap<>();

    FakeEnrollmentStore(FakeTransactions transactions) {
        this.transactions = transactions;
        transactions.join(() -> {
            var savedRecords = new LinkedHashMap<>(records);
            var savedPackets = new LinkedHashMap<>(packets);
            var savedClaims = new LinkedHashMap<>(claims);
            var savedRuns = new LinkedHashMap<>(runs);
            var savedDemographics = new LinkedHashMap<>(demographics);
            var savedRetention = new LinkedHashMap<>(retention);
            var savedProfiles = new ArrayList<>(profiles);
            return () -> {
                profiles = savedProfiles;
                retention = savedRetention;
                records = savedRecords;
                packets = savedPackets;
                claims = savedClaims;
                runs = savedRuns;
                demographics = savedDemographics;
            };
        });
    }

    @Override
    public void create(EnrollmentRecord record, StoredPacket packet) {
        transactions.run("create", () -> {
            if (records.containsKey(record.id())) {
                throw new IdentityException(StorageError.DUPLICATE_KEY, "enrollmentId", "there");
            }
            if (packets.values().stream().anyMatch(other -> other.digest().equals(packet.digest()))) {
                throw new IdentityException(StorageError.DUPLICATE_KEY, "packet", "there");
            }
            records.put(record.id(), record);
            packets.put(record.id(), packet);
        });
    }

    @Override
    public Optional<EnrollmentRecord> find(EnrollmentId id) {
        return transactions.call("find", () -> Optional.ofNullable(records.get(id)));
    }

    @Override
    public Optional<StoredPacket> packet(EnrollmentId id) {
        return transactions.call("packet", () -> Optional.ofNullable(packets.get(id)));
    }

    @Override
    public List<Claim> claim(String worker, int limit, Instant now, Duration lease) {
        return transactions.call("claim", () -> {
            List<Claim> handedOut = new ArrayList<>();
            for (EnrollmentRecord record : List.copyOf(records.values())) {
                boolean open = record.status() == EnrollmentStatus.RECEIVED || record.status() == EnrollmentStatus.PROCESSING;
                Claim held = claims.get(record.id());
                if (handedOut.size() < limit && open && !record.notBefore().isAfter(now)
                        && (held == null || held.expiresAt().isBefore(now))) {
                    EnrollmentRecord claimed = new EnrollmentRecord(record.id(), EnrollmentStatus.PROCESSING, record.stage(),
                            record.attempts(), record.receivedAt(), record.updatedAt(), record.notBefore(), record.submitter(),
                            record.person(), record.duplicateOf(), record.candidates(), record.problems());
                    Claim claim = new Claim(claimed, worker, UUID.randomUUID().toString(), now.plus(lease));
                    records.put(record.id(), claimed);
                    claims.put(record.id(), claim);
                    handedOut.add(claim);
                }
            }
            return handedOut;
        });
    }

    @Override
    public void advance(Claim claim, EnrollmentRecord next, List<StageRun> newRuns) {
        transactions.run("advance", () -> {
            if (!claim.equals(claims.get(claim.record().id()))) {
                throw new IdentityException(StorageError.CLAIM_LOST, "", "lost");
            }
            claims.remove(claim.record().id());
            put(next, newRuns);
        });
    }

    private void put(EnrollmentRecord next, List<StageRun> newRuns) {
        records.put(next.id(), next);
        List<StageRun> all = new ArrayList<>(runs.getOrDefault(next.id(), List.of()));
        all.addAll(newRuns);
        runs.put(next.id(), List.copyOf(all));
    }

    @Override
    public void release(List<Claim> given) {
        transactions.run("release", () -> given.forEach(claim -> claims.remove(claim.record().id(), claim)));
    }

    @Override
    public void change(EnrollmentStatus expected, EnrollmentRecord next, List<StageRun> newRuns) {
        transactions.run("change", () -> {
            if (records.get(next.id()).status() != expected) {
                throw new IdentityException(StorageError.STALE_RECORD, "", "changed");
            }
            put(next, newRuns);
        });
    }

    @Override
    public List<StageRun> runs(EnrollmentId id) {
        return transactions.call("runs", () -> runs.getOrDefault(id, List.of()));
    }

    @Override
    public List<EnrollmentRecord> recent(int limit) {
        return transactions.call("recent",
                () -> records.values().stream().sorted(Comparator.comparing(EnrollmentRecord::receivedAt).reversed()).limit(limit)
                        .toList());
    }

    @Override
    public List<EnrollmentRecord> withStatus(EnrollmentStatus status, int limit) {
        return transactions.call("withStatus",
                () -> records.values().stream().filter(record -> record.status() == status).limit(limit).toList());
    }

    @Override
    public Map<EnrollmentStatus, Long> countByStatus(LocalDate day) {
        return transactions.call("countByStatus",
                () -> onDay(day).stream().collect(Collectors.groupingBy(EnrollmentRecord::status, Collectors.counting())));
    }

    @Override
    public Map<String, Long> countByStage(LocalDate day) {
        return transactions.call("countByStage", () -> onDay(day).stream().filter(record -> record.stage().isPresent())
                .collect(Collectors.groupingBy(record -> record.stage().get(), Collectors.counting())));
    }

    private List<EnrollmentRecord> onDay(LocalDate day) {
        return records.values().stream().filter(record -> LocalDate.ofInstant(record.receivedAt(), ZoneOffset.UTC).equals(day)).toList();
    }

    @Override
    public void putDemographicKey(EnrollmentId id, BlindIndex key) {
        transactions.run("putDemographicKey", () -> demographics.put(id, key));
    }

    @Override
    public List<EnrollmentRecord> findByDemographicKey(BlindIndex key, int limit) {
        return transactions.call("findByDemographicKey", () -> demographics.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key)).map(entry -> records.get(entry.getKey())).limit(limit).toList());
    }

    @Override
    public List<EnrollmentId> duplicatesOf(EnrollmentId id) {
        return transactions.call("duplicatesOf", () -> records.values().stream()
                .filter(record -> record.duplicateOf().filter(id::equals).isPresent()).map(EnrollmentRecord::id).toList());
    }

    @Override
    public List<EnrollmentRecord> moved(EnrollmentStatus status, Instant after, String afterId, Instant before, int limit) {
        return transactions.call("moved", () -> records.values().stream()
                .filter(record -> record.status() == status && record.updatedAt().isBefore(before)
                        && (record.updatedAt().isAfter(after)
                                || record.updatedAt().equals(after) && record.id().value().compareTo(afterId) > 0))
                .sorted(Comparator.comparing(EnrollmentRecord::updatedAt).thenComparing(record -> record.id().value())).limit(limit)
                .toList());
    }

    @Override
    public Optional<String> dropPacket(EnrollmentId id) {
        return transactions.call("dropPacket", () -> Optional.ofNullable(packets.computeIfPresent(id,
                (same, packet) -> new StoredPacket(Optional.empty(), Optional.empty(), packet.digest())))
                .flatMap(packet -> packet.objectKey()));
    }

    @Override
    public Optional<String> erase(EnrollmentId id) {
        return transactions.call("erase", () -> {
            runs.remove(id);
            demographics.remove(id);
            records.computeIfPresent(id,
                    (same, record) -> new EnrollmentRecord(id, record.status(), record.stage(), record.attempts(), record.receivedAt(),
                            record.updatedAt(), record.notBefore(), record.submitter(), Optional.empty(), Optional.empty(), List.of(),
                            List.of()));
            return dropPacket(id);
        });
    }

    @Override
    public List<RetentionRun> retention() {
        return transactions.call("retention", () -> List.copyOf(retention.values()));
    }

    @Override
    public void note(RetentionRun run) {
        transactions.run("note", () -> retention.put(run.kind(), run));
    }

    List<AnonymousProfile> profiles() {
        return List.copyOf(profiles);
    }

    @Override
    public void addProfiles(List<AnonymousProfile> more) {
        transactions.run("addProfiles", () -> profiles.addAll(more));
    }

    @Override
    public List<Integer> profileWeeks(int before, int limit) {
        return transactions.call("profileWeeks", () -> profiles.stream().map(AnonymousProfile::week).filter(week -> week < before)
                .distinct().sorted(Comparator.reverseOrder()).limit(limit).toList());
    }

    @Override
    public Map<String, Long> countProfiles(int week, ProfileDimension dimension) {
        return transactions.call("countProfiles", () -> profiles.stream().filter(profile -> profile.week() == week)
                .collect(Collectors.groupingBy(profile -> profile.values().get(dimension), Collectors.counting())));
    }
}
