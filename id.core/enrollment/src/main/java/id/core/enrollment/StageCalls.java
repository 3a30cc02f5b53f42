package id.core.enrollment;

import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.StageResult;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginPaused;
import id.api.plugin.PluginRegistry;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs stages under a lease and turns whatever comes of it into a result. Never throws what a stage threw. */
@Component(service = StageCalls.class)
public final class StageCalls {
    private final PluginRegistry plugins;
    private final Transactions transactions;
    private final EnrollmentSettings settings;
    private final StageAnswers answers;

    @Activate
    public StageCalls(@Reference PluginRegistry plugins, @Reference Transactions transactions, @Reference EnrollmentSettings settings,
            @Reference StageAnswers answers) {
        this.plugins = plugins;
        this.transactions = transactions;
        this.settings = settings;
        this.answers = answers;
    }

    /** What came of a call. */
    sealed interface Answer {
        /** A result; {@code stored} when it is durable already, with what the stage itself wrote. */
        record Given(StageResult result, boolean stored) implements Answer {}

        /** The enrollment is somebody else's by now. */
        record Lost() implements Answer {}
    }

    boolean isOffered(String stage) {
        return !plugins.offers(EnrollmentStage.class, named(stage)).isEmpty();
    }

    /**
     * Runs a stage.
     *
     * @param settle
     *            stores a result; called within the transaction of a transactional stage, not for others
     */
    Answer run(String stage, RunContext context, Consumer<StageResult> settle) {
        List<PluginOffer> offers = plugins.offers(EnrollmentStage.class, named(stage));
        if (offers.isEmpty()) {
            return given(missing("No installed plugin offers the stage \"" + stage + "\""));
        }
        boolean transactional = Boolean.TRUE.equals(offers.getFirst().properties().get(EnrollmentStage.TRANSACTIONAL));
        String filter = transactional ? "(&" + named(stage) + "(" + EnrollmentStage.TRANSACTIONAL + "=true))" : named(stage);
        PluginOutcome<Answer> outcome = plugins.call(EnrollmentStage.class, filter, settings.stageLimit(),
                plugin -> coded(() -> transactional
                        ? transactions.required(() -> stored(checked(plugin, context), settle))
                        : given(checked(plugin, context))));
        return switch (outcome) {
            case PluginOutcome.Answered<Answer>(Answer answer) -> answer;
            case PluginOutcome.Refused<Answer>(IdentityException error) -> of(error);
            case PluginOutcome.Failed<Answer>(String why, Throwable cause) -> switch (cause) {
                case IdentityException coded -> of(coded);
                // The system goes down: no fault of the stage.
                case InterruptedException stopped -> given(new StageResult.RetryLater(
                        new Problem(EnrollmentError.STAGE_FAILED.name(), "", why), Duration.ZERO, false, "The system was stopped",
                        List.of()));
                case null, default -> given(hold(EnrollmentError.STAGE_FAILED, why));
            };
            case PluginOutcome.TimedOut<Answer>(String plugin, Duration limit) -> given(retry(EnrollmentError.STAGE_FAILED,
                    "The stage \"" + stage + "\" did not answer within " + limit.toMillis() + " ms"));
            case PluginOutcome.Paused<Answer>(String why, Duration retryAfter) ->
                given(paused(EnrollmentError.STAGE_FAILED, why, retryAfter));
            case PluginOutcome.Absent<Answer>(String why) -> given(missing(why));
        };
    }

    private StageResult checked(EnrollmentStage plugin, RunContext context) {
        return answers.checked(plugin.apply(context), context.enrollment());
    }

    private interface Call {
        Answer make();
    }

    private static Answer coded(Call call) {
        try {
            return call.make();
        } catch (IdentityException coded) {
            return of(coded);
        }
    }

    private static Answer stored(StageResult result, Consumer<StageResult> settle) {
        settle.accept(result);
        return new Answer.Given(result, true);
    }

    private static Answer given(StageResult result) {
        return new Answer.Given(result, false);
    }

    private static Answer of(IdentityException error) {
        ErrorCode code = error.code();
        if (code == StorageError.CLAIM_LOST) {
            return new Answer.Lost();
        }
        Optional<Duration> paused = PluginPaused.in(error);
        if (paused.isPresent()) {
            return given(paused(code, error.getMessage(), paused.get()));
        }
        // What two writers did to one record is nothing that the person can mend.
        if (code instanceof StorageError) {
            return given(retry(code, error.problem()));
        }
        return given(switch (error.category()) {
            case CALLER -> new StageResult.Reject(List.of(error.problem()), "The packet does not hold what is needed", List.of());
            case EXTERNAL, EXHAUSTED -> retry(code, error.problem());
            case INTERNAL -> new StageResult.Hold(error.problem(), "A fault that somebody has to look at", List.of());
        });
    }

    private static StageResult missing(String why) {
        return retry(EnrollmentError.STAGE_MISSING, why + ": install it, or take it out of the setting \"stages\"");
    }

    private static StageResult hold(ErrorCode code, String why) {
        return new StageResult.Hold(new Problem(code.name(), "", why), "The stage failed", List.of());
    }

    private static StageResult retry(ErrorCode code, String why) {
        return retry(code, new Problem(code.name(), "", why));
    }

    private static StageResult retry(ErrorCode code, Problem problem) {
        return new StageResult.RetryLater(problem, Duration.ZERO, true, "Could not be done now (" + code.name() + ")", List.of());
    }

    /** Nothing was called: no try is used up, however long the plugin is left alone. */
    static StageResult paused(ErrorCode code, String why, Duration retryAfter) {
        return new StageResult.RetryLater(new Problem(code.name(), "", why), retryAfter, false, "Waits until the plugin is called again",
                List.of());
    }

    private static String named(String stage) {
        return "(" + EnrollmentStage.NAME + "=" + stage + ")";
    }
}
