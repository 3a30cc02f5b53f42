package id.core.http.station;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One upload. A request that comes takes over from the one before: that may hang on a line which the client has long given
 * up. Its lock is held for single writes, never while a client is waited for.
 */
final class Upload {
    private static final int BUFFER = 64 * 1024;
    /** What a crash costs at most. */
    private static final long SYNC_BYTES = 8L * 1024 * 1024;

    private final UploadFiles files;
    private final String id;
    private UploadState state;
    private long durable;
    private long written;
    private boolean keepsUnacknowledged;
    private int turn;
    private boolean gone;

    /** Takes up an upload where the disk says that it is. */
    Upload(UploadFiles files, String id, UploadState state) throws IOException {
        this.files = files;
        this.id = id;
        this.state = state;
        this.durable = files.offset(id);
        this.written = durable;
    }

    String id() {
        return id;
    }

    synchronized UploadState state() {
        return state;
    }

    synchronized void note(UploadState.Outcome outcome) throws IOException {
        checkThere();
        UploadState next = state.with(outcome);
        files.putState(id, next);
        state = next;
        if (outcome.isFinal()) {
            files.deleteData(id);
        }
    }

    /** Ends what another request does, and says how much is there for good. */
    synchronized long takeOver() throws IOException {
        checkThere();
        turn++;
        settle();
        return durable;
    }

    synchronized boolean isComplete() {
        return durable == state.length();
    }

    synchronized void delete() throws IOException {
        gone = true;
        turn++;
        files.delete(id);
    }

    /**
     * Takes bytes from where the upload is.
     *
     * @param offset
     *            where the client says that it is
     *
     * @return where it is now; below what was sent when the line broke
     */
    long append(long offset, InputStream body, Optional<Checksum> checksum) throws IOException {
        int mine = begin(offset, checksum.isEmpty());
        try (FileChannel data = FileChannel.open(files.data(id), StandardOpenOption.WRITE)) {
            data.truncate(offset);
            byte[] buffer = new byte[BUFFER];
            long position = offset;
            long synced = offset;
            for (int count = read(body, buffer, mine); count >= 0; count = read(body, buffer, mine)) {
                if (checksum.isPresent()) {
                    checksum.get().update(buffer, count);
                }
                position = write(mine, data, position, buffer, count);
                if (checksum.isEmpty() && position - synced >= SYNC_BYTES) {
                    acknowledge(mine, data, position);
                    synced = position;
                }
            }
            if (checksum.isPresent() && !checksum.get().holds()) {
                throw new ChecksumMismatch();
            }
            return acknowledge(mine, data, position);
        }
    }

    private synchronized int begin(long offset, boolean keepsUnacknowledgedBytes) throws IOException {
        takeOver();
        if (offset != durable) {
            throw new IdentityException(GeneralError.CONFLICT, "Upload-Offset",
                    "The upload is at another offset: ask for it by HEAD and go on from there");
        }
        keepsUnacknowledged = keepsUnacknowledgedBytes;
        return turn;
    }

    private int read(InputStream body, byte[] buffer, int mine) throws IOException {
        try {
            return body.read(buffer);
        } catch (IOException lineBroke) {
            synchronized (this) {
                if (mine == turn) {
                    settle();
                }
            }
            throw lineBroke;
        }
    }

    private synchronized long write(int mine, FileChannel data, long position, byte[] buffer, int count)
            throws IOException {
        checkTurn(mine);
        if (position + count > state.length()) {
            // A request that is refused leaves nothing behind but what was acknowledged on the way.
            written = durable;
            throw new IdentityException(GeneralError.TOO_LARGE, "Upload-Length", "More comes than the upload was announced with");
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        long at = position;
        while (bytes.hasRemaining()) {
            at += data.write(bytes, at);
        }
        written = at;
        return at;
    }

    private synchronized long acknowledge(int mine, FileChannel data, long position) throws IOException {
        checkTurn(mine);
        if (position > durable) {
            data.force(true);
            files.putOffset(id, position);
            durable = position;
        }
        return durable;
    }

    /** What came without a checksum stays; what was to be checked and was not goes. */
    private void settle() throws IOException {
        if (keepsUnacknowledged && written > durable && Files.exists(files.data(id))) {
            try (FileChannel data = FileChannel.open(files.data(id), StandardOpenOption.WRITE)) {
                data.force(true);
            }
            files.putOffset(id, written);
            durable = written;
        }
        written = durable;
        keepsUnacknowledged = false;
    }

    private void checkTurn(int mine) {
        checkThere();
        if (mine != turn) {
            throw new IdentityException(GeneralError.CONFLICT, "Upload-Offset", "Another request has taken this upload over");
        }
    }

    private void checkThere() {
        if (gone) {
            throw Uploads.unknown();
        }
    }

    /** The bytes are not those that were announced: none of them is kept. */
    static final class ChecksumMismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChecksumMismatch() {
            super("The checksum does not fit");
        }
    }
}
