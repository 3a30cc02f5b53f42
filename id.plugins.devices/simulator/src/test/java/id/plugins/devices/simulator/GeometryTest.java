package id.plugins.devices.simulator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.Test;

public class GeometryTest {

    @Test
    public void placementLeadsBackToWhereItCameFrom() {
        double[] there = new double[5];
        double[] back = new double[2];
        for (int capture = 0; capture < 200; capture++) {
            Impression impression = Impression.of(MasterFinger.of(capture, 4), capture);
            for (int x = -100; x <= 100; x += 25) {
                for (int y = -140; y <= 140; y += 35) {
                    impression.toImage(x, y, 1, 0, there);
                    impression.toFinger(there[0], there[1], back);
                    assertEquals(x, back[0], 0.5);
                    assertEquals(y, back[1], 0.5);
                    assertEquals(there[4], impression.coverage(there[0], there[1]), 1e-9);
                }
            }
        }
    }

    @Test
    public void directionsTurnWithTheFinger() {
        double[] from = new double[5];
        double[] to = new double[5];
        for (int capture = 0; capture < 50; capture++) {
            Impression impression = Impression.of(MasterFinger.of(9, 4), capture);
            impression.toImage(20, 30, 0.6, 0.8, from);
            impression.toImage(20.6, 30.8, 0.6, 0.8, to);
            double turned = StrictMath.atan2(from[3], from[2]);
            double drawn = StrictMath.atan2(to[1] - from[1], to[0] - from[0]);
            assertEquals(0, StrictMath.IEEEremainder(turned - drawn, 2 * Math.PI), 0.02);
        }
    }

    @Test
    public void directionIsSmoothButForItsJumpLines() {
        double[] here = new double[4];
        double[] next = new double[4];
        for (int person = 0; person < 30; person++) {
            OrientationField field = MasterFinger.of(person, 1 + person % 10).field();
            for (int x = -160; x < 160; x += 3) {
                for (int y = -220; y < 220; y += 3) {
                    if (field.distanceToSingularity(x, y) > 6) {
                        field.at(x, y, here);
                        field.at(x + 1, y, next);
                        double dot = here[0] * next[0] + here[1] * next[1];
                        assertTrue(dot * field.crossings(x, x + 1, y) > 0.9);
                        field.at(x + 1e-4, y, next);
                        if (field.lines(x, x + 1e-4, y) == 0) {
                            double turn = here[0] * next[1] - here[1] * next[0];
                            assertEquals(here[2], turn / 1e-4, 1e-3);
                        }
                        field.at(x, y + 1e-4, next);
                        assertEquals(here[3], (here[0] * next[1] - here[1] * next[0]) / 1e-4, 1e-3);
                    }
                }
            }
        }
    }

    @Test
    public void everyPatternOccursAtAboutItsFrequency() {
        Set<FingerPattern> seen = EnumSet.noneOf(FingerPattern.class);
        int loops = 0;
        int towardsLittleFinger = 0;
        for (int person = 0; person < 2000; person++) {
            FingerPattern pattern = MasterFinger.of(person, 2).pattern();
            seen.add(pattern);
            loops += pattern == FingerPattern.LEFT_LOOP || pattern == FingerPattern.RIGHT_LOOP ? 1 : 0;
            towardsLittleFinger += pattern == FingerPattern.RIGHT_LOOP ? 1 : 0;
        }
        assertEquals(EnumSet.allOf(FingerPattern.class), seen);
        assertTrue("loops " + loops, loops > 1200 && loops < 1400);
        assertTrue("ulnar " + towardsLittleFinger, towardsLittleFinger > 0.85 * loops);
    }
}
