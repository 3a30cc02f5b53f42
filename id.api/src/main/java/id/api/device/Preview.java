package id.api.device;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A running preview. Used by one thread at a time; closing it twice is harmless. */
@ConsumerType
public interface Preview extends AutoCloseable {
    /**
     * The next frame.
     *
     * @param wait
     *            the longest to wait, zero or more
     *
     * @return the frame, or empty when none came in time or the preview ended
     */
    Optional<PreviewFrame> next(Duration wait) throws InterruptedException;

    @Override
    void close();
}
