package id.api.enrollment;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads the documents of a sealed packet, one after the other. */
@ConsumerType
@FunctionalInterface
public interface DocumentVisitor {
    /**
     * Reads one document. What it reads is believed only once the whole visit has returned: until then a changed packet
     * may be showing something else. Called on the thread that began the visit.
     *
     * @param document
     *            which; its content is {@link DocumentContent.InPacket}
     * @param content
     *            its bytes, valid during the call; need not be read to the end
     *
     * @throws IOException
     *             from {@code content}, let through; ends the visit
     */
    void visit(Document document, InputStream content) throws IOException;
}
