package id.api.value;

/**
 * A set of biometric references that is searched as a whole.
 *
 * @param value
 *            1 to 32 lower case letters, digits and hyphens, starting with a letter
 */
public record GalleryId(String value) {
    /** The gallery of all residents. */
    public static final GalleryId RESIDENTS = new GalleryId("residents");

    public GalleryId {
        Checks.form(value, Checks.NAME_32, "GalleryId");
    }

    @Override
    public String toString() {
        return "GalleryId[***]";
    }
}
