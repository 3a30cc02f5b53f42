package id.core.enrollment;

import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.Fact;
import id.api.enrollment.ProfileDimension;
import id.api.enrollment.StageRun;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.EnrollmentRecord;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes of an enrollment what may be kept of it for statistics. */
final class ProfileMaker {
    private static final String NOT_SAID = "NOT_SAID";
    private static final int MONDAY_SHIFT = 3;
    private static final int LONGEST = 32;

    private final AttributeNames names;
    private final String region;
    private final Set<String> genders;
    private final Set<String> regions;

    ProfileMaker(AttributeNames names, StatisticsSettings settings) {
        this.names = names;
        this.region = settings.regionAttribute();
        this.genders = words("genders", settings.genders());
        this.regions = words("regions", settings.regions());
    }

    private static Set<String> words(String setting, String[] words) {
        for (String word : words) {
            if (word.isBlank() || word.length() > LONGEST) {
                throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                        "Setting " + setting + " must list words of 1 to " + LONGEST + " characters");
            }
        }
        return Set.of(words);
    }

    /** The week (UTC, from Monday) of a moment, as {@link AnonymousProfile#week} counts. */
    static int week(Instant moment) {
        return (int) Math.floorDiv(LocalDate.ofInstant(moment, ZoneOffset.UTC).toEpochDay() + MONDAY_SHIFT, 7);
    }

    static LocalDate monday(int week) {
        return LocalDate.ofEpochDay(7L * week - MONDAY_SHIFT);
    }

    AnonymousProfile of(EnrollmentRecord record, Optional<Attributes> attributes, List<StageRun> runs) {
        return new AnonymousProfile(week(record.updatedAt()), Map.of(
                ProfileDimension.OUTCOME, record.status().name(),
                ProfileDimension.AGE_BAND,
                text(attributes, names.dateOfBirth()).map(born -> age(born, record.updatedAt())).orElse(NOT_SAID),
                ProfileDimension.GENDER, listed(text(attributes, names.gender()), genders),
                ProfileDimension.REGION, listed(text(attributes, region), regions),
                ProfileDimension.QUALITY, quality(runs),
                ProfileDimension.DURATION, duration(Duration.between(record.receivedAt(), record.updatedAt()))));
    }

    private static Optional<String> text(Optional<Attributes> attributes, String name) {
        return attributes.flatMap(all -> all.value(name)).map(AttributeValue::asText);
    }

    private static String listed(Optional<String> value, Set<String> words) {
        return words.isEmpty() || value.isEmpty() ? NOT_SAID : words.contains(value.get()) ? value.get() : "OTHER";
    }

    private static String age(String born, Instant at) {
        try {
            int years = Period.between(LocalDate.parse(born), LocalDate.ofInstant(at, ZoneOffset.UTC)).getYears();
            return years < 0 ? NOT_SAID : years < 5 ? "0-4" : years < 18 ? "5-17" : years < 30 ? "18-29" : years < 45 ? "30-44"
                    : years < 60 ? "45-59" : years < 75 ? "60-74" : "75+";
        } catch (DateTimeException noDate) {
            return NOT_SAID;
        }
    }

    /** Of the worst sample that was judged. */
    private static String quality(List<StageRun> runs) {
        OptionalInt worst = runs.stream().flatMap(run -> run.facts().stream())
                .filter(fact -> fact.name().startsWith("quality.") && fact.value().matches("[0-9]{1,3} .*")).map(Fact::value)
                .mapToInt(value -> Integer.parseInt(value.substring(0, value.indexOf(' ')))).min();
        return worst.isEmpty() ? "NOT_JUDGED" : worst.getAsInt() < 40 ? "0-39" : worst.getAsInt() < 70 ? "40-69" : "70-100";
    }

    private static String duration(Duration took) {
        return took.compareTo(Duration.ofMinutes(1)) < 0 ? "UNDER_A_MINUTE" : took.compareTo(Duration.ofHours(1)) < 0 ? "UNDER_AN_HOUR"
                : took.compareTo(Duration.ofDays(1)) < 0 ? "UNDER_A_DAY" : "LONGER";
    }
}
