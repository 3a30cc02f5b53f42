package id.api.enrollment;

/** By what anonymous profiles are counted. */
public enum ProfileDimension {
    OUTCOME, AGE_BAND, GENDER, REGION, QUALITY, DURATION
}
