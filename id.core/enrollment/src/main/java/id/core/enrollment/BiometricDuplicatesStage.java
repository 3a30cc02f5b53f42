package id.core.enrollment;

import id.api.biometric.BiometricError;
import id.api.biometric.Modality;
import id.api.biometric.PositionedTemplate;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.matching.AbisEngine;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GalleryStatus;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Searched;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes each person unique by their fingers: inserts first, then searches, and weighs earlier enrollments only. Of two
 * enrollments of one person at the same time the one with the larger ordinal therefore always finds the other, and never
 * both each other. Nothing but a complete search is a negative answer. docs/decisions/enrollment-pipeline.md tells the
 * steps and their faults.
 */
@Component(property = EnrollmentStage.NAME + "=" + BiometricDuplicatesStage.STAGE)
public final class BiometricDuplicatesStage implements EnrollmentStage {
    static final String STAGE = "biometric-duplicates";
    private static final int MOST_CANDIDATES = 1_000;
    private static final Duration LONGEST_IN_STAGE_WAIT = Duration.ofSeconds(2);
    private static final Duration ACKNOWLEDGE_DELAY = Duration.ofMillis(200);
    private static final Duration LOADING_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(1);

    private final PluginRegistry plugins;
    private final References references;
    private final CandidateReview review;
    private final EnrollmentSettings settings;
    private final InstantSource clock;
    private final Pause pause;

    /** Waits; another one in tests. */
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    @Activate
    public BiometricDuplicatesStage(@Reference PluginRegistry plugins, @Reference References references,
            @Reference CandidateReview review, @Reference EnrollmentSettings settings, @Reference InstantSource clock) {
        this(plugins, references, review, settings, clock, Thread::sleep);
    }

    BiometricDuplicatesStage(PluginRegistry plugins, References references, CandidateReview review, EnrollmentSettings settings,
            InstantSource clock, Pause pause) {
        this.plugins = plugins;
        this.references = references;
        this.review = review;
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public StageResult apply(StageContext context) {
        OwnContext own = OwnContext.of(context);
        long fingers = own.packet().samples().stream().filter(sample -> sample.modality() == Modality.FINGER).count();
        if (fingers == 0) {
            return new StageResult.Continue("No finger was captured: nothing to search with", List.of());
        }
        List<PositionedTemplate> templates = own.templates().stream()
                .filter(template -> template.position().modality() == Modality.FINGER).toList();
        if (templates.size() < fingers) {
            return failed(BiometricError.NO_MATCHER, "No matcher for fingers is installed: install one");
        }
        Optional<StageResult> notNow = engineNotReady();
        return notNow.orElseGet(() -> insertAndSearch(own, templates));
    }

    private Optional<StageResult> engineNotReady() {
        PluginOutcome<GalleryStatus> status = plugins.call(AbisEngine.class, References.ENGINE, settings.engineLimit(),
                engine -> engine.status(References.GALLERY));
        if (!(status instanceof PluginOutcome.Answered<GalleryStatus>(GalleryStatus gallery))) {
            return Optional.of(unanswered(status));
        }
        if (!References.GALLERY.equals(gallery.gallery())) {
            return Optional.of(failed(EnrollmentError.SEARCH_FAILED, "The engine told of another gallery than it was asked for"));
        }
        return gallery.ready() ? Optional.empty()
                : Optional.of(wait(EnrollmentError.SEARCH_FAILED, "The engine is still loading its gallery", LOADING_DELAY, List.of()));
    }

    private StageResult insertAndSearch(OwnContext own, List<PositionedTemplate> templates) {
        long ordinal = own.whileMine(() -> references.add(own, templates));
        PluginOutcome<Enrolled> enrolled = GalleryEngines.each(plugins, settings.engineLimit(),
                engine -> engine.enroll(References.GALLERY, new Encounter(own.encounter(), templates)),
                taken -> own.encounter().equals(taken.encounter()) ? Optional.empty()
                        : Optional.of("The engine says that it took another encounter than it was given"));
        if (!(enrolled instanceof PluginOutcome.Answered<Enrolled>)) {
            // The references go again with this result (Settlement): until then later searches wait for them.
            return unanswered(enrolled);
        }
        own.whileMine(() -> {
            references.acknowledge(own.encounter());
            own.referencesAcknowledged();
            return true;
        });
        if (!areEarlierAcknowledged(ordinal)) {
            return wait(EnrollmentError.WAITING_FOR_EARLIER, "An earlier enrollment is not yet in the search", ACKNOWLEDGE_DELAY,
                    List.of());
        }
        return search(own, templates, ordinal);
    }

    /** The others are inserted within milliseconds: a wait here is cheaper than another claim. */
    private boolean areEarlierAcknowledged(long ordinal) {
        Duration waited = Duration.ZERO;
        Duration step = Duration.ofMillis(2);
        while (references.hasUnacknowledgedBefore(ordinal)) {
            if (waited.compareTo(LONGEST_IN_STAGE_WAIT) >= 0) {
                return false;
            }
            try {
                pause.of(step);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IdentityException(GeneralError.UNAVAILABLE, "", "The stage was stopped: it is tried again", stopped);
            }
            waited = waited.plus(step);
            step = step.multipliedBy(2).compareTo(Duration.ofMillis(50)) < 0 ? step.multipliedBy(2) : Duration.ofMillis(50);
        }
        return true;
    }

    private StageResult search(OwnContext own, List<PositionedTemplate> templates, long ordinal) {
        Instant deadline = clock.instant().plus(settings.searchLimit());
        int limit = settings.maxCandidates();
        while (true) {
            PluginOutcome<SearchOutcome> answer = ask(own, templates, limit, Duration.between(clock.instant(), deadline));
            if (!(answer instanceof PluginOutcome.Answered<SearchOutcome>(SearchOutcome outcome))) {
                return unanswered(answer);
            }
            Searched searched;
            switch (outcome) {
                case Incomplete(String why, var candidates) -> {
                    return failed(EnrollmentError.SEARCH_FAILED, "The search did not come to its end: " + why);
                }
                case Searched complete -> searched = complete;
            }
            Optional<String> contradiction = SearchAnswers.contradiction(searched, limit);
            if (contradiction.isPresent()) {
                return failed(EnrollmentError.SEARCH_FAILED, contradiction.get());
            }
            CandidateReview.Finding finding = review.of(own.encounter(), ordinal, searched);
            boolean full = searched.candidates().size() >= limit;
            if (!(finding.verdict() instanceof CandidateReview.Nobody) || !full) {
                return result(own, finding);
            }
            // All that were reported do not count: one that does may have been left out.
            if (limit >= MOST_CANDIDATES || !clock.instant().isBefore(deadline)) {
                return failed(EnrollmentError.SEARCH_FAILED, "The search left out candidates, and those that it reported do not count");
            }
            limit = MOST_CANDIDATES;
        }
    }

    private PluginOutcome<SearchOutcome> ask(OwnContext own, List<PositionedTemplate> templates, int limit, Duration time) {
        SearchLimits limits = new SearchLimits(limit, settings.adjudicationThreshold(), time, settings.exactShare());
        return plugins.await(AbisEngine.class, References.ENGINE, time.plus(ANSWER_MARGIN),
                engine -> engine.identify(References.GALLERY, new Probe(Optional.of(own.encounter()), templates), limits));
    }

    private StageResult result(OwnContext own, CandidateReview.Finding finding) {
        return switch (finding.verdict()) {
            case CandidateReview.Nobody nobody ->
                new StageResult.Continue("No earlier enrollment is within the adjudication threshold", finding.facts());
            case CandidateReview.Same same -> new StageResult.Duplicate(same.of(),
                    "An enrolled person is within the duplicate threshold", finding.facts());
            case CandidateReview.Doubt doubt -> new StageResult.Adjudicate(doubt.candidates(),
                    "An enrolled person is between the duplicate and the adjudication threshold", finding.facts());
            case CandidateReview.Unfinished unfinished -> wait(EnrollmentError.WAITING_FOR_EARLIER,
                    "An earlier enrollment of what may be the same person is not finished", delay(own), finding.facts());
        };
    }

    /** The longer it waits, the less often it looks: an earlier one may be with people for days. */
    private Duration delay(OwnContext own) {
        Duration tenth = Duration.between(own.receivedAt(), clock.instant()).dividedBy(10);
        return tenth.compareTo(LOADING_DELAY) < 0 ? LOADING_DELAY : tenth.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : tenth;
    }

    /** A search that was not done uses up a try; one that was not even asked for does not. */
    private static StageResult unanswered(PluginOutcome<?> outcome) {
        return outcome instanceof PluginOutcome.Paused<?>(String why, Duration retryAfter)
                ? StageCalls.paused(EnrollmentError.SEARCH_FAILED, why, retryAfter)
                : failed(EnrollmentError.SEARCH_FAILED, why(outcome));
    }

    private static String why(PluginOutcome<?> outcome) {
        return switch (outcome) {
            case PluginOutcome.Answered<?> answered -> "";
            case PluginOutcome.Refused<?>(IdentityException error) -> "The engine refused the question: " + error.getMessage();
            case PluginOutcome.Failed<?>(String why, Throwable cause) -> why;
            case PluginOutcome.TimedOut<?>(String plugin, Duration limit) -> plugin + " did not answer within " + limit.toMillis() + " ms";
            case PluginOutcome.Paused<?>(String why, Duration retryAfter) -> why;
            case PluginOutcome.Absent<?>(String why) -> why;
        };
    }

    private static StageResult failed(ErrorCode code, String why) {
        return new StageResult.RetryLater(new Problem(code.name(), "", why), Duration.ZERO, true, "The search could not be done",
                List.of());
    }

    private static StageResult wait(ErrorCode code, String why, Duration delay, List<Fact> facts) {
        return new StageResult.RetryLater(new Problem(code.name(), "", why), delay, false, "Has to wait", facts);
    }
}
