package id.core.enrollment;

import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.Fact;
import id.api.enrollment.StageResult;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.identity.IdentityRegistry;
import id.api.storage.EnrollmentStore;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks through what a stage answers before it counts: a stage may be anybody's, and its answer decides on a person. An
 * answer that cannot be true is no answer. Safe for concurrent use.
 */
@Component(service = StageAnswers.class)
public final class StageAnswers {
    static final int MOST_FACTS = 500;
    static final int LONGEST_TEXT = 2_000;
    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_CANDIDATES = 1_000;
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private final EnrollmentStore store;
    private final IdentityRegistry identities;

    @Activate
    public StageAnswers(@Reference EnrollmentStore store, @Reference IdentityRegistry identities) {
        this.store = store;
        this.identities = identities;
    }

    /**
     * The same result. Within the transaction of a transactional stage, so that nothing of what it wrote stays.
     *
     * @throws IdentityException
     *             INTERNAL_FAULT, which holds the enrollment, when the result cannot be true or is too large to keep
     */
    StageResult checked(StageResult result, EnrollmentId self) {
        require(result != null, "The stage answered nothing");
        checkTold(result);
        switch (result) {
            case StageResult.Continue on -> {
                // It says no more than what is checked already.
            }
            case StageResult.Hold hold -> checkProblem(hold.reason());
            case StageResult.RetryLater later -> {
                checkProblem(later.reason());
                require(later.delay() != null && !later.delay().isNegative() && later.delay().compareTo(LONGEST_DELAY) <= 0,
                        "The stage asks for a delay that is not 0 to 30 days");
            }
            case StageResult.Reject reject -> {
                require(!reject.problems().isEmpty() && reject.problems().size() <= MOST_PROBLEMS,
                        "The stage rejects without a problem, or with more than " + MOST_PROBLEMS);
                reject.problems().forEach(StageAnswers::checkProblem);
            }
            case StageResult.Duplicate duplicate -> require(
                    duplicate.of() != null && !duplicate.of().equals(self) && isEnrolled(duplicate.of()),
                    "The stage says that the person is known by an enrollment that is none or has no number");
            case StageResult.Adjudicate adjudicate -> checkCandidates(adjudicate.candidates(), self);
            case StageResult.Issued issued -> require(
                    identities.findByEnrollment(self).filter(person -> person.equals(issued.person())).isPresent(),
                    "The stage says that a number was issued, but the person is not registered");
        }
        return result;
    }

    private static void checkTold(StageResult result) {
        require(isText(result.rule()), "The stage does not name its rule in 1 to " + LONGEST_TEXT + " characters");
        require(result.facts().size() <= MOST_FACTS, "The stage tells more than " + MOST_FACTS + " facts");
        for (Fact fact : result.facts()) {
            require(isText(fact.name()) && fact.value().length() <= LONGEST_TEXT,
                    "The stage tells a fact of more than " + LONGEST_TEXT + " characters");
        }
    }

    private void checkCandidates(List<EnrollmentId> candidates, EnrollmentId self) {
        require(!candidates.isEmpty() && candidates.size() <= MOST_CANDIDATES && !candidates.contains(self),
                "The stage leaves it to people without naming 1 to " + MOST_CANDIDATES + " other enrollments");
        candidates.forEach(candidate -> require(store.find(candidate).isPresent(),
                "The stage names an enrollment that is not on record"));
    }

    private boolean isEnrolled(EnrollmentId enrollment) {
        return store.find(enrollment).filter(known -> known.status() == EnrollmentStatus.ENROLLED).isPresent();
    }

    private static void checkProblem(Problem problem) {
        require(problem != null && problem.code().length() <= LONGEST_TEXT && problem.field().length() <= LONGEST_TEXT
                && problem.message().length() <= LONGEST_TEXT,
                "The stage does not say what is wrong in at most " + LONGEST_TEXT + " characters");
    }

    private static boolean isText(String text) {
        return text != null && !text.isBlank() && text.length() <= LONGEST_TEXT;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "", EnrollmentError.STAGE_FAILED.name() + ": " + otherwise);
        }
    }
}
