package id.api.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ClientLimitsTest {
    @Test
    public void readsALimitForEachClient() {
        assertEquals(Map.of("bank", 6_000, "shop=2", 7), ClientLimits.of("clients", 10_000, " bank = 6000 ", "", "shop=2=7").byClient());
        assertEquals(Map.of(), ClientLimits.of("clients", 10_000).byClient());
    }

    @Test
    public void refusesWhatIsNoneByTheNameOfTheSetting() {
        for (String wrong : List.of("bank", "=6000", "bank=", "bank=x", "bank=0", "bank=-1", "bank=10001", "bank=123456789")) {
            IdentityException refused = assertThrows(wrong, IdentityException.class, () -> ClientLimits.of("clients", 10_000, wrong));
            assertEquals(wrong, "clients", refused.field());
        }
    }
}
