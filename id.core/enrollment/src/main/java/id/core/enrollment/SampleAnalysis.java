package id.core.enrollment;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.Modality;
import id.api.biometric.PositionedTemplate;
import id.api.biometric.QualityScore;
import id.api.biometric.SampleFormat;
import id.api.error.GeneralError;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.matching.BiometricMatcher;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the installed matchers about samples. Errors name the sample as {@code biometrics[i]}. Safe for concurrent use. */
@Component(service = SampleAnalysis.class)
public final class SampleAnalysis {
    private static final int LONGEST_ALGORITHM = 64;
    private static final int LARGEST_TEMPLATE = 1 << 20;

    private final PluginRegistry plugins;
    private final ExecutorService threads;
    private final EnrollmentSettings settings;

    @Activate
    public SampleAnalysis(@Reference PluginRegistry plugins, @Reference(target = "(executor=virtual)") ExecutorService threads,
            @Reference EnrollmentSettings settings) {
        this.plugins = plugins;
        this.threads = threads;
        this.settings = settings;
    }

    /** Whether a matcher is installed that can judge samples of this modality. */
    boolean hasMatcher(Modality modality) {
        return !plugins.offers(BiometricMatcher.class, filter(modality)).isEmpty();
    }

    /**
     * Refuses samples that cannot be read, and says how good the others are. A sample that no matcher can judge now,
     * be it that none is installed or that it is broken, has no score: the pipeline asks again.
     */
    List<Optional<QualityScore>> check(List<BiometricSample> samples) {
        return each(samples, index -> check(samples.get(index), index));
    }

    private Optional<QualityScore> check(BiometricSample sample, int index) {
        if (!SampleFormat.detect(sample.data()).filter(sample.format()::equals).isPresent()) {
            throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, field(index),
                    "The bytes are not " + sample.format() + ": capture the sample again");
        }
        return settings.checksSamplesAtSubmission() && hasMatcher(sample.modality())
                ? switch (ask(sample, index, matcher -> plain(matcher.assess(sample)))) {
                    case PluginOutcome.Answered<QualityScore>(QualityScore score) -> Optional.of(score);
                    case PluginOutcome.Refused<QualityScore>(IdentityException error) when isAboutTheSample(error) ->
                        throw error.at(field(index));
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    /**
     * How good each sample is; empty where no matcher is installed for it.
     *
     * @param known
     *            what was found before; asked again where empty
     */
    List<Optional<QualityScore>> assess(List<BiometricSample> samples, List<Optional<QualityScore>> known) {
        return each(samples, index -> known.get(index).or(() -> assess(samples.get(index), index)));
    }

    private Optional<QualityScore> assess(BiometricSample sample, int index) {
        return hasMatcher(sample.modality()) ? Optional.of(answer(sample, index, matcher -> plain(matcher.assess(sample))))
                : Optional.empty();
    }

    /** The template of each sample; otherwise as {@link #assess}. */
    List<Optional<PositionedTemplate>> extract(List<BiometricSample> samples, List<Optional<PositionedTemplate>> known) {
        return each(samples, index -> known.get(index).or(() -> extract(samples.get(index), index)));
    }

    private Optional<PositionedTemplate> extract(BiometricSample sample, int index) {
        if (!hasMatcher(sample.modality())) {
            return Optional.empty();
        }
        BiometricTemplate template = answer(sample, index, matcher -> small(matcher.extract(sample)));
        return Optional.of(new PositionedTemplate(sample.position(), template));
    }

    private interface Question<R> {
        R to(BiometricMatcher matcher);
    }

    private <R> R answer(BiometricSample sample, int index, Question<R> question) {
        PluginOutcome<R> outcome = ask(sample, index, question);
        if (outcome instanceof PluginOutcome.Refused<R>(IdentityException error)) {
            throw isAboutTheSample(error) ? error.at(field(index))
                    : new IdentityException(BiometricError.MATCHER_FAILED, field(index),
                            "The matcher answered what makes no sense: " + error.getMessage());
        }
        return outcome.orThrow(outcome instanceof PluginOutcome.Absent ? BiometricError.NO_MATCHER : BiometricError.MATCHER_FAILED,
                field(index));
    }

    private <R> PluginOutcome<R> ask(BiometricSample sample, int index, Question<R> question) {
        String filter = "(&" + filter(sample.modality()) + "(" + BiometricMatcher.FORMATS + "=" + sample.format() + "))";
        if (hasMatcher(sample.modality()) && plugins.offers(BiometricMatcher.class, filter).isEmpty()) {
            return new PluginOutcome.Refused<>(new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, field(index),
                    "No installed matcher reads " + sample.format() + ": send another format"));
        }
        return plugins.call(BiometricMatcher.class, filter, settings.sampleLimit(), question::to);
    }

    /**
     * Whether a matcher refuses what it was given. A value of its own that the contract does not allow, such as a quality of
     * 200, is refused by the contract with a code of category CALLER as well: no fault of the person.
     */
    private static boolean isAboutTheSample(IdentityException error) {
        return error.code() instanceof BiometricError || error.code().number() >= ErrorCode.VENDOR_RANGE_START;
    }

    /** The name of an algorithm goes into the record of the enrollment. */
    private static QualityScore plain(QualityScore score) {
        if (score != null && score.algorithm().length() > LONGEST_ALGORITHM) {
            throw new IdentityException(BiometricError.MATCHER_FAILED, "",
                    "The matcher names an algorithm of more than " + LONGEST_ALGORITHM + " characters");
        }
        return score;
    }

    /** A template is kept for decades, and in the memory of every engine. */
    private static BiometricTemplate small(BiometricTemplate template) {
        if (template != null && template.data().size() > LARGEST_TEMPLATE) {
            throw new IdentityException(BiometricError.MATCHER_FAILED, "",
                    "The matcher made a template of more than " + LARGEST_TEMPLATE + " bytes");
        }
        return template;
    }

    private static String filter(Modality modality) {
        return "(" + BiometricMatcher.MODALITY + "=" + modality + ")";
    }

    private static String field(int index) {
        return "biometrics[" + index + "]";
    }

    /** Minutiae take microseconds: only pictures are worth a thread each. */
    private <R> List<R> each(List<BiometricSample> samples, IntFunction<R> work) {
        boolean pictures = samples.stream().filter(sample -> !sample.format().isMinutiae()).limit(2).count() > 1;
        List<R> results = new ArrayList<>(samples.size());
        if (!pictures) {
            for (int i = 0; i < samples.size(); i++) {
                results.add(work.apply(i));
            }
            return results;
        }
        List<Future<R>> running = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            int index = i;
            running.add(threads.submit(() -> work.apply(index)));
        }
        try {
            for (Future<R> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The work was stopped: try again", interrupted);
        } finally {
            running.forEach(one -> one.cancel(true));
        }
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException cause -> cause;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(failed.getCause());
        };
    }
}
