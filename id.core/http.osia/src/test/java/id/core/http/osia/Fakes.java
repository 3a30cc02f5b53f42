package id.core.http.osia;

import id.api.enrollment.AdjudicationCase;
import id.api.enrollment.AdjudicationDecision;
import id.api.enrollment.EnrollmentDrafts;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentExplanation;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The core as the OSIA endpoints see it, in memory. */
final class Fakes {
    final Map<EnrollmentId, EnrollmentDrafts.Draft> drafts = new LinkedHashMap<>();
    final Map<String, EnrollmentDrafts.Buffer> buffers = new LinkedHashMap<>();
    final Map<EnrollmentId, EnrollmentPacket> submitted = new LinkedHashMap<>();
    IdentityException refusal;
    boolean crashBeforeFinish;
    private EnrollmentPacket sealing;

    final class Drafts implements EnrollmentDrafts {
        @Override
        public void create(EnrollmentId id, Bytes document, ClientId owner) {
            if (drafts.containsKey(id)) {
                throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", "taken");
            }
            drafts.put(id, new Draft(id, document, false, 1, owner));
        }

        @Override
        public void replace(EnrollmentId id, Bytes document, long version) {
            Draft old = drafts.get(id);
            if (old.finished() || old.version() != version) {
                throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", "changed");
            }
            drafts.put(id, new Draft(id, document, false, version + 1, old.owner()));
        }

        @Override
        public Optional<Draft> read(EnrollmentId id) {
            return Optional.ofNullable(drafts.get(id));
        }

        @Override
        public List<Draft> list(int offset, int limit) {
            return new ArrayList<>(drafts.values()).reversed().stream().skip(offset).limit(limit).toList();
        }

        @Override
        public void finish(EnrollmentId id) {
            if (crashBeforeFinish) {
                crashBeforeFinish = false;
                throw new IdentityException(GeneralError.UNAVAILABLE, "", "The store is away");
            }
            Draft old = drafts.get(id);
            drafts.put(id, new Draft(id, old.document(), true, old.version() + 1, old.owner()));
        }

        @Override
        public void delete(EnrollmentId id) {
            if (drafts.get(id).finished()) {
                throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", "finalized");
            }
            drafts.remove(id);
        }

        @Override
        public String putBuffer(EnrollmentId id, String mediaType, Bytes content) {
            String buffer = "b" + (buffers.size() + 1);
            buffers.put(id.value() + "/" + buffer, new Buffer(mediaType, content));
            return buffer;
        }

        @Override
        public Optional<Buffer> buffer(EnrollmentId id, String bufferId) {
            return Optional.ofNullable(buffers.get(id.value() + "/" + bufferId));
        }
    }

    final class Seals implements Sealer {
        @Override
        public SealedPacket seal(EnrollmentPacket packet) {
            sealing = packet;
            return new SealedPacket(Bytes.utf8("sealed"));
        }

        @Override
        public OpenedPacket open(PacketSource packet, DocumentVisitor visitor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String enrollmentKey() {
            throw new UnsupportedOperationException();
        }
    }

    final class Service implements EnrollmentService {
        @Override
        public EnrollmentId submit(PacketSource packet, ClientId submitter) {
            if (refusal != null) {
                throw refusal;
            }
            if (submitted.containsKey(sealing.id())) {
                throw new IdentityException(EnrollmentError.ENROLLMENT_EXISTS, "enrollmentId", "exists");
            }
            submitted.put(sealing.id(), sealing);
            return sealing.id();
        }

        @Override
        public Optional<EnrollmentView> status(EnrollmentId id) {
            return submitted.containsKey(id) ? Optional.of(new EnrollmentView(id, EnrollmentStatus.RECEIVED,
                    Optional.empty(), TestServer.NOW, TestServer.NOW, Optional.empty(), Optional.empty(), List.of()))
                    : Optional.empty();
        }

        @Override
        public Optional<EnrollmentExplanation> explain(EnrollmentId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<EnrollmentView> recent(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<EnrollmentStatus, Long> countByStatus(LocalDate day) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Long> countByStage(LocalDate day) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AdjudicationCase> adjudicationQueue(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void decide(EnrollmentId id, AdjudicationDecision decision, ClientId adjudicator) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume(EnrollmentId id, ClientId operator) {
            throw new UnsupportedOperationException();
        }
    }

    TestServer server() {
        Drafts store = new Drafts();
        return new TestServer(new EnrollmentResource(store, new Service(), new Seals(), () -> TestServer.NOW),
                new BufferResource(store));
    }
}
