package id.api.device;

import id.api.value.Bytes;
import java.util.Objects;

/**
 * One picture of a preview.
 *
 * @param image
 *            JPEG or PNG
 * @param quality
 *            the quality at this moment, 0 to 100
 * @param prompt
 *            what to tell the person, may be empty
 */
public record PreviewFrame(Bytes image, int quality, String prompt) {
    public PreviewFrame {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(prompt, "prompt");
    }

    @Override
    public String toString() {
        return "PreviewFrame[***]";
    }
}
