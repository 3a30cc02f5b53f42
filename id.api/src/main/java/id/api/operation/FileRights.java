package id.api.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who else than its owner gets at a file or folder, for checks; where the file system knows no owners nobody does. Rights
 * that cannot be found out count as given: a broken check is no good news.
 */
public final class FileRights {
    private static final Set<PosixFilePermission> READ = EnumSet.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> WRITE = EnumSet.of(PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);

    private FileRights() {}

    /** Whether group or others may read it; false when it is not there. */
    public static boolean othersMayRead(Path file) {
        return given(file, READ);
    }

    /** Whether group or others may change it; false when it is not there. */
    public static boolean othersMayWrite(Path file) {
        return given(file, WRITE);
    }

    private static boolean given(Path file, Set<PosixFilePermission> rights) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(rights::contains);
        } catch (UnsupportedOperationException | NoSuchFileException nobody) {
            return false;
        } catch (IOException unknown) {
            return true;
        }
    }
}
