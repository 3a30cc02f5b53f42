package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.Test;

public class SystemRandomTest {
    private final SystemRandom random = new SystemRandom();

    @Test
    public void neverRepeatsOverBlocksAndThreads() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 50_000).parallel().forEach(i -> seen.add(random.id128()));
        assertEquals(50_000, seen.size());
    }

    @Test
    public void givesAsManyBytesAsAskedFor() {
        Set<Integer> zeros = new HashSet<>();
        for (int count : new int[]{ 1, 16, 4095, 4096, 4097, 1 << 20 }) {
            byte[] bytes = random.bytes(count);
            assertEquals(count, bytes.length);
            int run = 0;
            for (byte b : bytes) {
                run = b == 0 ? run + 1 : 0;
                zeros.add(run);
            }
        }
        assertTrue("A run of zeros was given out", zeros.stream().allMatch(run -> run < 8));
    }

    @Test
    public void drawsEveryNumberBelowTheBound() {
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[(int) random.below(10)]++;
        }
        for (int count : counts) {
            // Ten standard deviations.
            assertTrue("Drawn " + count + " times", Math.abs(count - 10_000) < 1_000);
        }
        assertEquals(0, random.below(1));
        assertTrue(random.below(Long.MAX_VALUE) >= 0);
    }

    @Test
    public void refusesBoundsThatMakeNoSense() {
        assertThrows(IdentityException.class, () -> random.below(0));
        assertThrows(IdentityException.class, () -> random.bytes(0));
        assertThrows(IdentityException.class, () -> random.bytes((1 << 20) + 1));
    }
}
