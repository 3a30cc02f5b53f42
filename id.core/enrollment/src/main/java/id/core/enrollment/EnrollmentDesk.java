package id.core.enrollment;

import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.access.ObjectPlaces;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.biometric.QualityScore;
import id.api.enrollment.AdjudicationCase;
import id.api.enrollment.AdjudicationDecision;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentExplanation;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.enrollment.Fact;
import id.api.enrollment.StageRun;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.Sealer;
import id.api.security.SecurityError;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.StorageError;
import id.api.storage.StoredPacket;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes packets in, tells where they are and lets people decide. */
@Component(service = EnrollmentService.class)
public final class EnrollmentDesk implements EnrollmentService {
    private static final int MOST_LISTED = 1_000;

    private final EnrollmentStore store;
    private final Transactions transactions;
    private final Sealer sealer;
    private final PacketRules rules;
    private final SampleAnalysis analysis;
    private final PacketShelf shelf;
    private final Pipeline pipeline;
    private final Settlement settlement;
    private final IdentityRegistry identities;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final EnrollmentSettings settings;
    private final DemographicKey demographicKey;
    private final ObjectPlaces places;
    private final Hotlist hotlist;

    @Activate
    public EnrollmentDesk(@Reference EnrollmentStore store, @Reference Transactions transactions, @Reference Sealer sealer,
            @Reference PacketRules rules, @Reference SampleAnalysis analysis, @Reference PacketShelf shelf,
            @Reference Pipeline pipeline, @Reference Settlement settlement, @Reference IdentityRegistry identities,
            @Reference AuditTrail audit, @Reference InstantSource clock, @Reference FieldCipher cipher,
            @Reference EnrollmentSettings settings, @Reference AttributeNames names, @Reference ObjectPlaces places,
            @Reference Hotlist hotlist) {
        this.places = places;
        this.hotlist = hotlist;
        this.store = store;
        this.transactions = transactions;
        this.sealer = sealer;
        this.rules = rules;
        this.analysis = analysis;
        this.shelf = shelf;
        this.pipeline = pipeline;
        this.settlement = settlement;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
        this.settings = settings;
        this.demographicKey = new DemographicKey(cipher, names);
    }

    @Override
    public EnrollmentId submit(PacketSource sealed, ClientId submitter) {
        DigestedSource read = new DigestedSource(sealed);
        OpenedPacket opened = sealer.receive(read);
        EnrollmentPacket packet = opened.packet();
        checkOrigin(packet, submitter);
        String digest = read.digest();
        refuseKnown(packet.id(), digest);
        List<Problem> problems = rules.problems(packet);
        if (!problems.isEmpty()) {
            throw IdSchema.refusal(problems);
        }
        List<Optional<QualityScore>> qualities = analysis.check(packet.samples());
        StoredPacket stored = shelf.put(sealed, digest);
        create(opened, stored, submitter);
        transactions.afterCommit(() -> {
            shelf.keep(packet.id(), new OpenEnrollment(packet, qualities, analysis));
            pipeline.wake();
        });
        return packet.id();
    }

    /** Nothing of it was stored: who is off the list again, or at the right centre, may send it once more. */
    private void checkOrigin(EnrollmentPacket packet, ClientId submitter) {
        if (!places.reaches(submitter, packet.centre())) {
            throw new IdentityException(AccessError.PLACE_NOT_ALLOWED, "centre",
                    "The packet is of a centre that its sender does not work at: see the places of the client");
        }
        if (hotlist.isHot(HotKind.OPERATOR, submitter.value())) {
            throw new IdentityException(AccessError.HOTLISTED, "submitter", "Its sender is on the hotlist");
        }
        if (HotStations.isHot(hotlist, packet)) {
            throw new IdentityException(AccessError.HOTLISTED, "station",
                    "The station of the packet is on the hotlist: keep the packet until it is off again");
        }
    }

    private void create(OpenedPacket opened, StoredPacket stored, ClientId submitter) {
        EnrollmentPacket packet = opened.packet();
        Instant now = clock.instant();
        EnrollmentRecord record = new EnrollmentRecord(packet.id(), EnrollmentStatus.RECEIVED, Optional.of(settings.stages().getFirst()), 0,
                now, now, now, submitter, Optional.empty(), Optional.empty(), List.of(), List.of());
        Optional<BlindIndex> demographics = demographicKey.of(packet.attributes());
        try {
            transactions.required(() -> {
                store.create(record, stored);
                places.settle(packet.id(), packet.centre());
                demographics.ifPresent(key -> store.putDemographicKey(packet.id(), key));
                audit.record(new AuditEntry("enrollment.received", submitter, packet.id().value(), "DONE", origin(opened)));
            });
        } catch (IdentityException error) {
            if (error.code() != StorageError.DUPLICATE_KEY) {
                throw error;
            }
            throw error.field().equals("packet") ? replayed() : exists();
        }
    }

    /** Who answers for a packet that a station made. */
    private static Map<String, String> origin(OpenedPacket opened) {
        if (opened.signer().equals(ClientId.SYSTEM)) {
            return Map.of();
        }
        Map<String, String> origin = new TreeMap<>(Map.of("packet", opened.packetId(), "process", opened.process()));
        opened.signers().forEach((role, signer) -> origin.put(role.name().toLowerCase(Locale.ROOT), signer.value()));
        return origin;
    }

    /** Cheaper to ask than to judge the samples first; the store's own keys decide in the end. */
    private void refuseKnown(EnrollmentId id, String digest) {
        store.packet(id).ifPresent(known -> {
            throw known.digest().equals(digest) ? replayed() : exists();
        });
    }

    private static IdentityException replayed() {
        return new IdentityException(SecurityError.PACKET_REPLAYED, "packet",
                "This packet was received before: ask for its status instead");
    }

    private static IdentityException exists() {
        return new IdentityException(EnrollmentError.ENROLLMENT_EXISTS, "enrollmentId",
                "An enrollment of this id exists: give a new enrollment a new id");
    }

    @Override
    public Optional<EnrollmentView> status(EnrollmentId id) {
        return store.find(id).map(this::view);
    }

    @Override
    public Optional<EnrollmentExplanation> explain(EnrollmentId id) {
        return store.find(id).map(record -> new EnrollmentExplanation(view(record), store.runs(id)));
    }

    @Override
    public List<EnrollmentView> recent(int limit) {
        return store.recent(checked(limit)).stream().map(this::view).toList();
    }

    private EnrollmentView view(EnrollmentRecord record) {
        return new EnrollmentView(record.id(), record.status(), record.stage(), record.receivedAt(), record.updatedAt(),
                record.person().flatMap(identities::read).map(Identity::uin), record.duplicateOf(), record.problems());
    }

    @Override
    public Map<EnrollmentStatus, Long> countByStatus(LocalDate day) {
        Map<EnrollmentStatus, Long> counts = new EnumMap<>(EnrollmentStatus.class);
        for (EnrollmentStatus status : EnrollmentStatus.values()) {
            counts.put(status, 0L);
        }
        counts.putAll(store.countByStatus(day));
        return counts;
    }

    @Override
    public Map<String, Long> countByStage(LocalDate day) {
        return store.countByStage(day);
    }

    @Override
    public List<AdjudicationCase> adjudicationQueue(int limit) {
        return store.withStatus(EnrollmentStatus.IN_ADJUDICATION, checked(limit)).stream()
                .map(record -> new AdjudicationCase(record.id(), record.candidates(), record.updatedAt(), findings(record.id()))).toList();
    }

    private List<Fact> findings(EnrollmentId id) {
        List<StageRun> runs = store.runs(id);
        return runs.isEmpty() ? List.of() : runs.getLast().facts();
    }

    @Override
    public void decide(EnrollmentId id, AdjudicationDecision decision, ClientId adjudicator) {
        EnrollmentRecord record = having(id, EnrollmentStatus.IN_ADJUDICATION, "It is not in adjudication");
        if (decision instanceof AdjudicationDecision.SamePerson same
                && (same.of().equals(id) || store.find(same.of()).filter(other -> other.status() == EnrollmentStatus.ENROLLED).isEmpty())) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "of", "Names no other enrollment that has led to a number");
        }
        changed(() -> settlement.settleDecision(record, decision, adjudicator), "It was decided in this moment by somebody else");
        pipeline.wake();
    }

    @Override
    public void resume(EnrollmentId id, ClientId operator) {
        EnrollmentRecord record = having(id, EnrollmentStatus.HELD, "It is not held");
        changed(() -> settlement.settleResumption(record, operator, "Resumed by an operator"), "It was resumed in this moment");
        pipeline.wake();
    }

    private EnrollmentRecord having(EnrollmentId id, EnrollmentStatus status, String otherwise) {
        EnrollmentRecord record = store.find(id).orElseThrow(
                () -> new IdentityException(GeneralError.NOT_FOUND, "enrollmentId", "No enrollment has this id: look for a typing error"));
        if (record.status() != status) {
            throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", otherwise + ": its status is " + record.status());
        }
        return record;
    }

    private static void changed(Runnable change, String otherwise) {
        try {
            change.run();
        } catch (IdentityException error) {
            if (error.code() != StorageError.STALE_RECORD) {
                throw error;
            }
            throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", otherwise + ": look at its status", error);
        }
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "limit must be 1 to " + MOST_LISTED);
        }
        return limit;
    }
}
