package id.plugins.storage.sql;

import id.api.biometric.Position;
import id.api.error.IdentityException;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore.Reference;
import id.api.storage.StorageError;
import id.api.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The references of one encounter in one column: they are written once, read together, and a gallery of millions loads
 * several times faster than from rows of their own.
 * <p>
 * Layout, big endian: version (1 byte, 1), number of references (2 bytes); for each: position (UTF), format (UTF),
 * template (4 bytes length, bytes), search entry (4 bytes length or -1, bytes).
 */
final class ReferenceList {
    private static final int VERSION = 1;
    private static final int NONE = -1;

    private ReferenceList() {}

    static byte[] encode(List<Reference> references) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeShort(references.size());
            for (Reference reference : references) {
                out.writeUTF(reference.position().name());
                out.writeUTF(reference.format());
                write(out, reference.template());
                if (reference.searchEntry().isPresent()) {
                    write(out, reference.searchEntry().get());
                } else {
                    out.writeInt(NONE);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, SealedValue value) throws IOException {
        byte[] content = value.content().toArray();
        out.writeInt(content.length);
        out.write(content);
    }

    static List<Reference> decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            if (in.readByte() != VERSION) {
                throw damaged(null);
            }
            int size = in.readUnsignedShort();
            List<Reference> references = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                references.add(new Reference(Position.valueOf(in.readUTF()), in.readUTF(), value(in).orElseThrow(),
                        value(in)));
            }
            return references;
        } catch (IOException | RuntimeException cutOff) {
            throw damaged(cutOff);
        }
    }

    private static Optional<SealedValue> value(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return Optional.empty();
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new IOException("cut off");
        }
        return Optional.of(new SealedValue(Bytes.of(content)));
    }

    private static IdentityException damaged(Exception cause) {
        return new IdentityException(StorageError.OBJECT_DAMAGED, "references",
                "The references of an encounter are not readable: restore them from a backup", cause);
    }
}
