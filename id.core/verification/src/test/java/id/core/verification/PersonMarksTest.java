package id.core.verification;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import id.api.partner.Client;
import id.api.value.ClientId;
import id.api.verification.ChallengeOutcome;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** Whoever copies the store has the trail and the names of the counters, and no key. */
public class PersonMarksTest {
    private static final ClientId BANK = new ClientId("bank");
    private static final ClientId SHOP = new ClientId("shop");

    private final World world = new World();
    private final PersonMarks marks = new PersonMarks(world.cipher, world.clients);
    private final AnswerTrail trail = new AnswerTrail(world.trail, marks);
    private final TryLocks locks = new TryLocks(World.settings(TryLocks.Config.class, Map.of()), world.counters, world.transactions,
            () -> world.now, marks);

    private void asks(ClientId client) {
        world.clients.byId.put(client, new Client(client, "C", Set.of(), Set.of(), List.of(), Set.of(), true, world.now));
        trail.challenged(client, Optional.of(Register.PERSON), "otp", "t", new ChallengeOutcome.Refused(Reason.LOCKED));
        trail.answered(new VerificationRequest(Register.UIN, List.of(new Proof.CodeProof("otp", "123456")), client, "t"),
                Optional.of(Register.PERSON), "otp", new VerificationOutcome.NotVerified(Reason.CODE_WRONG));
        trail.released(client, Optional.of(Register.PERSON), "t", "DONE", Map.of());
        locks.count("otp", Register.PERSON, 1);
    }

    @Test
    public void theTrailDoesNotTellThatTwoRelyingPartiesAskedAboutTheSamePerson() {
        asks(BANK);
        asks(SHOP);
        Set<String> asked = world.trail.subjects(BANK);
        assertEquals("one mark, in every kind of entry", 1, asked.size());
        assertNotEquals(asked, world.trail.subjects(SHOP));
        PairwiseTokens tokens = new PairwiseTokens(world.cipher);
        Set<String> known = Set.of(Register.PERSON.value(), Register.ENROLLMENT.value(), Register.UIN.value(),
                tokens.of(Register.PERSON, BANK), tokens.of(Register.PERSON, SHOP));
        assertTrue(Collections.disjoint(asked, known));
        Set<String> counters = world.counters.snapshot().keySet();
        assertEquals("tries and lock", 2, counters.size());
        assertTrue(counters.toString(), counters.stream().noneMatch(name -> known.stream().anyMatch(name::contains)));
    }

    @Test
    public void whoeverHasTheKeysFindsAll() {
        asks(BANK);
        asks(SHOP);
        Set<String> found = marks.of(Register.PERSON);
        assertTrue(found.containsAll(world.trail.subjects(BANK)) && found.containsAll(world.trail.subjects(SHOP)));
        assertTrue("what the system itself asked, too", found.contains(marks.of(Register.PERSON, ClientId.SYSTEM)));
        assertEquals(world.trail.subjects(BANK), Set.of(marks.of(Register.PERSON, BANK)));
    }
}
