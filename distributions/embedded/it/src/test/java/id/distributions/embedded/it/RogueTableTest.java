package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;

/** The page on rogue plugins and the rogues that are really run are the same. */
public class RogueTableTest {
    @Test
    public void everyRowHasItsRogueAndEveryRogueItsRow() throws Exception {
        RogueTable table = new RogueTable();
        TreeSet<Integer> rogues = Arrays.stream(Rogue.values()).map(Rogue::number)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rogues, table.rows().keySet());
        assertTrue("at least fifty", rogues.size() >= 50);
    }

    @Test
    public void whatEndsTheProcessIsRunInOne() throws Exception {
        for (RogueTable.Row row : new RogueTable().rows().values()) {
            boolean process = Rogue.valueOf("R%02d".formatted(row.number())).ask() == Rogue.Ask.PROCESS;
            assertEquals("rogue " + row.number(), process ? "process" : "core", row.where());
        }
    }
}
