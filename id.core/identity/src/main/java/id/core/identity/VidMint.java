package id.core.identity;

import id.api.identity.VidPolicy;
import id.api.storage.IdentifierRecord;
import id.api.value.PersonId;
import id.api.value.RandomSource;
import id.api.value.Verhoeff;
import id.api.value.Vid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes virtual identifiers: random, so that nothing leads from one to its person or to another. */
final class VidMint {
    /** Smallest number of 18 digits: a leading 0 would get lost where somebody takes the identifier for a number. */
    private static final long LEAST = 100_000_000_000_000_000L;
    private static final long COUNT = 9 * LEAST;

    private final Duration temporary;
    private final Duration oneTime;
    private final RandomSource random;
    private final IdentifierSeals seals;

    VidMint(IdentitySettings settings, RandomSource random, IdentifierSeals seals) {
        this.temporary = Duration.ofMinutes(settings.temporaryMinutes());
        this.oneTime = Duration.ofMinutes(settings.oneTimeMinutes());
        this.random = random;
        this.seals = seals;
    }

    Vid next() {
        String body = Long.toString(LEAST + random.below(COUNT));
        return new Vid(body + Verhoeff.checkDigit(body));
    }

    IdentifierRecord record(PersonId person, Vid vid, VidPolicy policy, Instant now) {
        return switch (policy) {
            case PERPETUAL -> seals.lasting(person, vid, now);
            case TEMPORARY -> seals.record(person, vid, Optional.of(now.plus(temporary)), -1, now);
            case ONE_TIME -> seals.record(person, vid, Optional.of(now.plus(oneTime)), 1, now);
        };
    }
}
