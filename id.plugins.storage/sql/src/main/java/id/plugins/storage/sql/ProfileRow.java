package id.plugins.storage.sql;

import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.ProfileDimension;

/** An anonymous profile as its table has it. */
record ProfileRow(int week, String outcome, String ageBand, String gender, String region, String quality, String duration) {
    static ProfileRow of(AnonymousProfile profile) {
        return new ProfileRow(profile.week(), profile.values().get(ProfileDimension.OUTCOME),
                profile.values().get(ProfileDimension.AGE_BAND), profile.values().get(ProfileDimension.GENDER),
                profile.values().get(ProfileDimension.REGION), profile.values().get(ProfileDimension.QUALITY),
                profile.values().get(ProfileDimension.DURATION));
    }
}
