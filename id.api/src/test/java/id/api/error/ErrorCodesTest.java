package id.api.error;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.access.AccessError;
import id.api.biometric.BiometricError;
import id.api.credential.CredentialError;
import id.api.enrollment.EnrollmentError;
import id.api.identity.IdentityError;
import id.api.partner.PartnerError;
import id.api.security.SecurityError;
import id.api.storage.StorageError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Test;

public class ErrorCodesTest {
    private static final List<ErrorCode[]> BLOCKS = List.of(GeneralError.values(), BiometricError.values(),
            SecurityError.values(), EnrollmentError.values(), IdentityError.values(), CredentialError.values(),
            StorageError.values(), PartnerError.values(), AccessError.values());

    @Test
    public void numbersAreUniqueAndInTheirBlocks() {
        Set<Integer> numbers = new HashSet<>();
        for (ErrorCode[] block : BLOCKS) {
            for (ErrorCode code : block) {
                assertEquals(code.name(), block[0].number() / 100, code.number() / 100);
                assertTrue(code.name(), numbers.add(code.number()) && code.number() < ErrorCode.VENDOR_RANGE_START);
            }
        }
    }

    @Test
    public void namesAreUnique() {
        List<String> names = BLOCKS.stream().flatMap(Stream::of).map(ErrorCode::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
    }
}
