package id.api.biometric;

/** What part of the body is captured. */
public enum Modality {
    FINGER, IRIS, FACE
}
