package id.core.http.station;

import id.api.enrollment.EnrollmentService;
import id.api.error.ErrorCategory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Sealer;
import id.api.security.SecurityError;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.RandomSource;
import id.core.http.station.UploadState.Kind;
import id.core.http.station.UploadState.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unfinished uploads, and what comes of finished ones: each is given to the pipeline exactly once, whether the answer to its
 * last request arrived or not. Safe for concurrent use.
 */
@Component(service = Uploads.class, configurationPid = "id.core.http.station.uploads")
@Designate(ocd = UploadSettings.class)
public final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final long MEBIBYTE = 1024L * 1024L;

    private final EnrollmentService enrollments;
    private final Sealer sealer;
    private final InstantSource clock;
    private final RandomSource random;
    private final UploadFiles files;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final long largest;
    private final int perClient;
    private final long clientBytes;
    private final Duration kept;
    private final Future<?> upkeep;

    @Activate
    public Uploads(UploadSettings settings, BundleContext context, @Reference EnrollmentService enrollments, @Reference Sealer sealer,
            @Reference InstantSource clock, @Reference RandomSource random,
            @Reference(target = "(executor=virtual)") ExecutorService threads) {
        this(settings, Path.of(Optional.ofNullable(context.getProperty("idem.home")).orElse("")), enrollments, sealer, clock, random,
                threads);
    }

    Uploads(UploadSettings settings, Path home, EnrollmentService enrollments, Sealer sealer, InstantSource clock, RandomSource random,
            ExecutorService threads) {
        this.enrollments = enrollments;
        this.sealer = sealer;
        this.clock = clock;
        this.random = random;
        this.largest = within("packetMegabytes", settings.packetMegabytes(), 1_024) * MEBIBYTE;
        this.perClient = within("uploadsPerClient", settings.uploadsPerClient(), 1_000);
        this.clientBytes = within("clientMegabytes", settings.clientMegabytes(), 1_048_576) * MEBIBYTE;
        this.kept = Duration.ofHours(within("hours", settings.hours(), 720));
        try {
            this.files = new UploadFiles(home.resolve(settings.folder()));
            takeUp();
        } catch (IOException | java.nio.file.InvalidPathException refused) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "folder",
                    "id.core.http.station.uploads: folder must be a folder that can be written", refused);
        }
        this.upkeep = threads.submit(this::look);
    }

    private static int within(String setting, int value, int max) {
        if (value < 1 || value > max) {
            throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                    "id.core.http.station.uploads: " + setting + " must be 1 to " + max);
        }
        return value;
    }

    @Deactivate
    void close() {
        upkeep.cancel(true);
    }

    /** Uploads of an earlier process, or of another node that shares the folder. */
    private void takeUp() throws IOException {
        for (String id : files.ids()) {
            if (!uploads.containsKey(id)) {
                try {
                    Optional<UploadState> state = files.state(id);
                    if (state.isPresent()) {
                        uploads.put(id, new Upload(files, id, state.get()));
                    }
                } catch (IOException damaged) {
                    LOG.warn("An upload is left out, since its files cannot be read: {}", id);
                }
            }
        }
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(LOOK);
                tidy();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.warn("Uploads were not looked after: {}", failed.getClass().getSimpleName());
            }
        }
    }

    /** Removes what has expired, and gives to the pipeline what could not be given before. */
    void tidy() {
        Instant now = clock.instant();
        for (Upload upload : List.copyOf(uploads.values())) {
            if (!now.isBefore(upload.state().expiresAt())) {
                discard(upload);
            } else if (upload.isComplete() && !upload.state().outcome().isFinal()) {
                try {
                    finish(upload);
                } catch (IdentityException notNow) {
                    LOG.info("Upload {} waits: {}", upload.id(), notNow.code().name());
                }
            }
        }
    }

    long largest() {
        return largest;
    }

    Upload create(ClientId owner, long length) {
        if (length > largest) {
            throw new IdentityException(GeneralError.TOO_LARGE, "Upload-Length", "An upload has at most " + largest + " bytes");
        }
        synchronized (this) {
            List<UploadState> open = uploads.values().stream().map(Upload::state)
                    .filter(state -> state.owner().equals(owner) && !state.outcome().isFinal()).toList();
            if (open.size() >= perClient
                    || open.stream().mapToLong(UploadState::length).sum() + length > clientBytes) {
                throw new IdentityException(GeneralError.OVERLOADED, "", "This client has as many unfinished uploads as it may: "
                        + "finish some of them, or take them back by DELETE");
            }
            String id = random.id128();
            UploadState state = new UploadState(owner, length, clock.instant().plus(kept), Outcome.of(Kind.OPEN));
            try {
                files.create(id, state);
                Upload upload = new Upload(files, id, state);
                uploads.put(id, upload);
                return upload;
            } catch (IOException failed) {
                throw unavailable(failed);
            }
        }
    }

    /** The upload of that id, if it is this client's; any other is as unknown as one that never was. */
    Upload of(String id, ClientId caller) {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.state().owner().equals(caller) || !clock.instant().isBefore(upload.state().expiresAt())) {
            throw unknown();
        }
        return upload;
    }

    void discard(Upload upload) {
        uploads.remove(upload.id());
        try {
            upload.delete();
        } catch (IOException stays) {
            LOG.warn("The files of an upload could not be removed: {}", upload.id());
        }
    }

    /**
     * Gives a complete upload to the pipeline, unless that was done.
     *
     * @return what came of it, for good
     *
     * @throws IdentityException
     *             when it could not be given now; not of category CALLER
     */
    Outcome finish(Upload upload) {
        synchronized (upload) {
            Outcome outcome = upload.state().outcome();
            try {
                return outcome.isFinal() ? outcome : submit(upload, outcome.kind() == Kind.SUBMITTING);
            } catch (IOException failed) {
                throw unavailable(failed);
            }
        }
    }

    private Outcome submit(Upload upload, boolean tried) throws IOException {
        FileSource packet = new FileSource(files.data(upload.id()), upload.state().length());
        if (!tried) {
            upload.note(Outcome.of(Kind.SUBMITTING));
        }
        Outcome outcome;
        try {
            outcome = accepted(enrollments.submit(packet, upload.state().owner()));
        } catch (IdentityException refused) {
            if (refused.category() != ErrorCategory.CALLER) {
                throw refused;
            }
            // Given before, and whoever gave it did not live to note it.
            outcome = tried && refused.code() == SecurityError.PACKET_REPLAYED ? accepted(sealer.open(packet).packet().id())
                    : new Outcome(Kind.REFUSED, Optional.empty(), refused.code().name(), refused.field(), refused.problem().message());
        }
        upload.note(outcome);
        return outcome;
    }

    private static Outcome accepted(EnrollmentId id) {
        return new Outcome(Kind.ACCEPTED, Optional.of(id.value()), "", "", "");
    }

    static IdentityException unknown() {
        return new IdentityException(GeneralError.NOT_FOUND, "", "No such upload: it is over, or was never begun. Begin a new one");
    }

    static IdentityException unavailable(IOException failed) {
        return new IdentityException(GeneralError.UNAVAILABLE, "", "The upload cannot be kept now: go on later", failed);
    }
}
