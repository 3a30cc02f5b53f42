package id.importers.mosip;

import id.api.error.IdentityException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A zip file in memory, whose files stay in memory: no more of them, and no larger ones, than a packet may have. */
final class BoundedZip {
    /** Most bytes of a packet, and most bytes that its zip files unpack to, each. */
    static final int MAX_BYTES = 48 * 1024 * 1024;
    static final int MAX_FILES = 200;
    private static final int BUFFER = 16 * 1024;

    private BoundedZip() {}

    /**
     * The files by their names, in their order; folders are left out.
     *
     * @param names
     *            the form of each name; the names of folders end in a slash
     *
     * @throws IdentityException
     *             PACKET_TOO_LARGE or PACKET_MALFORMED with field {@code place}
     */
    static Map<String, byte[]> read(byte[] zip, Pattern names, String place) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        long left = MAX_BYTES;
        int entries = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++entries > MAX_FILES) {
                    throw new IdentityException(ImportError.PACKET_TOO_LARGE, place,
                            "It holds more than " + MAX_FILES + " files");
                }
                if (!names.matcher(entry.getName()).matches()) {
                    throw malformed(place, "it holds a file whose name no packet has", null);
                }
                byte[] content = content(in, left, place);
                left -= content.length;
                if (entry.isDirectory() ? content.length > 0 : files.put(entry.getName(), content) != null) {
                    throw malformed(place, "it holds two files of the same name", null);
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw malformed(place, "it is no sound zip file", broken);
        }
        if (files.isEmpty()) {
            throw malformed(place, "it is no zip file, or an empty one", null);
        }
        return files;
    }

    private static byte[] content(InputStream in, long left, String place) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (out.size() + (long) read > left) {
                throw new IdentityException(ImportError.PACKET_TOO_LARGE, place,
                        "It unpacks to more than " + MAX_BYTES + " bytes");
            }
            out.write(buffer, 0, read);
        }
        return out.toByteArray();
    }

    private static IdentityException malformed(String place, String what, Throwable cause) {
        return new IdentityException(ImportError.PACKET_MALFORMED, place, "It cannot be unpacked: " + what, cause);
    }
}
