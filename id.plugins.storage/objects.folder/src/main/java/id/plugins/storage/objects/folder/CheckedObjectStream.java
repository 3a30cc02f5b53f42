package id.plugins.storage.objects.folder;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The content of a file without the digest behind it; reading its end fails when the two do not fit. */
final class CheckedObjectStream extends InputStream {
    private final InputStream file;
    private final MessageDigest digest = Digests.sha256();
    private long left;
    private boolean checked;

    CheckedObjectStream(InputStream file, long size) throws IOException {
        this.file = file;
        this.left = size - Digests.LENGTH;
        if (left < 0) {
            file.close();
            throw damaged();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            check();
            return -1;
        }
        int count = file.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw damaged();
        }
        digest.update(target, offset, count);
        left -= count;
        return count;
    }

    private void check() throws IOException {
        if (!checked) {
            byte[] stored = file.readNBytes(Digests.LENGTH);
            if (!MessageDigest.isEqual(stored, digest.digest())) {
                throw damaged();
            }
            checked = true;
        }
    }

    private static IOException damaged() {
        return new IOException("The object is damaged", new IdentityException(StorageError.OBJECT_DAMAGED, "",
                "The object does not have the digest that it was stored with: restore it from a backup"));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
