package id.core.plugins.process;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** The pauses between starts. */
public class BackOffTest {
    @Test
    public void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        BackOff pauses = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(3));
        assertEquals(List.of(500L, 1_000L, 2_000L, 3_000L, 3_000L),
                Stream.generate(() -> pauses.next(Duration.ofSeconds(1)).toMillis()).limit(5).toList());
    }

    @Test
    public void manyFailuresDoNotOverflow() {
        BackOff pauses = new BackOff(Duration.ofSeconds(60), Duration.ofHours(1));
        for (int i = 0; i < 200; i++) {
            pauses.next(Duration.ZERO);
        }
        assertEquals(Duration.ofHours(1), pauses.next(Duration.ZERO));
    }

    @Test
    public void aProcessThatLivedLongBeginsAnew() {
        BackOff pauses = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(60));
        pauses.next(Duration.ZERO);
        pauses.next(Duration.ZERO);
        assertEquals(Duration.ofMillis(500), pauses.next(BackOff.GOOD));
    }
}
