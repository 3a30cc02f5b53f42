package id.tck;

import static org.junit.Assert.assertEquals;

import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.ProfileDimension;
import id.api.storage.EnrollmentStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.Test;

/** What holds for the profiles in every {@link EnrollmentStore}. */
public abstract class ProfileContract extends StoreContract {
    private static AnonymousProfile profile(int week, String age) {
        Map<ProfileDimension, String> values = new HashMap<>();
        for (ProfileDimension dimension : ProfileDimension.values()) {
            values.put(dimension, dimension.name().toLowerCase(java.util.Locale.ROOT));
        }
        values.put(ProfileDimension.AGE_BAND, age);
        return new AnonymousProfile(week, values);
    }

    @Test
    public void countsByWeekAndDimension() {
        EnrollmentStore store = stores().enrollments();
        int week = ThreadLocalRandom.current().nextInt(100_000, 1_000_000_000);
        store.addProfiles(List.of(profile(week, "5-17"), profile(week, "75+"), profile(week, "5-17"), profile(week + 1, "75+")));
        assertEquals(Map.of("5-17", 2L, "75+", 1L), store.countProfiles(week, ProfileDimension.AGE_BAND));
        for (ProfileDimension dimension : ProfileDimension.values()) {
            if (dimension != ProfileDimension.AGE_BAND) {
                assertEquals(Map.of(dimension.name().toLowerCase(java.util.Locale.ROOT), 3L), store.countProfiles(week, dimension));
            }
        }
        assertEquals(Map.of(), store.countProfiles(week + 2, ProfileDimension.GENDER));
        assertEquals(List.of(week + 1, week), store.profileWeeks(week + 2, 2));
        assertEquals(List.of(week), store.profileWeeks(week + 1, 1));
    }
}
