package id.core.access;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.access.AccessError;
import id.api.access.Approvals;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class ApprovalsTest {
    private final World world = new World();
    private final Approvals node = world.approvals(Approvals.ADJUDICATION);
    private final Approvals otherNode = world.approvals(Approvals.ADJUDICATION);

    private void needs(Runnable call) {
        World.refused(AccessError.APPROVAL_NEEDED, call);
    }

    @Test
    public void anActThatIsNotSetTakesOnePerson() {
        node.require(Approvals.PLUGINS, "sms", "1.0", World.ADMIN);
        assertEquals(List.of(), node.open());
    }

    @Test
    public void twoPeopleAreNeededAndTheirWordCountsOnce() {
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.ADMIN));
        otherNode.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.SECOND);
        assertEquals("used up", List.of(), node.open());
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.SECOND));
        assertEquals(List.of("approval.requested", "approval.given", "approval.requested"),
                world.audited.stream().map(entry -> entry.event()).toList());
        assertEquals("admin", world.audited.get(1).details().get("askedBy"));
        assertEquals(World.SECOND, world.audited.get(1).actor());
    }

    @Test
    public void nobodyApprovesTheirOwnRequest() {
        for (int i = 0; i < 3; i++) {
            needs(() -> otherNode.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.ADMIN));
        }
        assertEquals(1, node.open().size());
        assertEquals(World.ADMIN, node.open().getFirst().by());
    }

    @Test
    public void whateverDiffersIsAnotherRequest() {
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "DUPLICATE of e7", World.ADMIN));
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "DUPLICATE of e8", World.SECOND));
        needs(() -> node.require(Approvals.ADJUDICATION, "e", "1DUPLICATE of e7", World.SECOND));
        needs(() -> node.require(Approvals.ADJUDICATION, "e2", "DUPLICATE of e7", World.SECOND));
        assertEquals(4, node.open().size());
    }

    @Test
    public void aRequestEndsWithTimeAndWithItsAsker() {
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.ADMIN));
        world.now = world.now.plus(Duration.ofDays(1));
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.SECOND));
        world.setActive(World.SECOND, false, World.ADMIN);
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.ADMIN));
    }

    @Test
    public void aRequestCanBeWithdrawn() {
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.ADMIN));
        node.withdraw(node.open().getFirst().id(), World.SECOND);
        needs(() -> node.require(Approvals.ADJUDICATION, "e1", "UNIQUE", World.SECOND));
        World.refused(AccessError.APPROVAL_UNKNOWN, () -> node.withdraw("nothing", World.SECOND));
    }

    @Test
    public void aSettingThatNamesNoActIsRefused() {
        IdentityException refused = assertThrows(IdentityException.class, () -> world.approvals("adjudication"));
        assertEquals("fourEyes", refused.field());
    }
}
