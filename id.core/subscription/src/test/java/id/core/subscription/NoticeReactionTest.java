package id.core.subscription;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.value.Attributes;
import id.api.value.EnrollmentId;
import id.api.value.Uin;
import id.api.value.Verhoeff;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.osgi.util.promise.Promises;

public class NoticeReactionTest {
    private static final IdentityEvent EVENT = Played.event(1, 1);
    private static final String UIN = "234567890124";

    private final PlayedPlugins plugins = new PlayedPlugins();
    private final List<Message> sent = new ArrayList<>();
    private Delivery delivery = new Delivery.Accepted();

    @Test
    public void tellsThePersonWithoutNameOrNumber() {
        offerMail();
        Identity ada = identity(Map.of("name", "Ada", "email", "ada@example.org"));
        assertEquals(new ReactionResult.Done(), notice(Map.of(), ada).react(EVENT));
        Message message = sent.getFirst();
        assertEquals("ada@example.org", message.recipient());
        assertEquals("notice-" + EVENT.id().value(), message.id());
        assertTrue(message.body(), message.body().contains("e-1"));
        assertFalse((message.subject() + message.body()).contains("Ada"));
        assertFalse((message.subject() + message.body()).contains(ada.uin().value()));
    }

    @Test
    public void tellsNobodyWhoGaveNoAddressAndNobodyWhenSwitchedOff() {
        offerMail();
        assertEquals(new ReactionResult.Done(), notice(Map.of(), identity(Map.of("name", "Ada"))).react(EVENT));
        assertEquals(new ReactionResult.Done(),
                notice(Map.of("subject", ""), identity(Map.of("email", "a@example.org"))).react(EVENT));
        assertTrue(sent.isEmpty());
    }

    @Test
    public void followsTheChannelsAnswer() {
        Identity ada = identity(Map.of("email", "ada@example.org"));
        assertTrue(notice(Map.of(), ada).react(EVENT) instanceof ReactionResult.RetryLater);
        offerMail();
        delivery = new Delivery.Unreachable("no route");
        assertEquals(new ReactionResult.RetryLater("no route"), notice(Map.of(), ada).react(EVENT));
        delivery = new Delivery.Refused("no such box");
        assertEquals(new ReactionResult.GivenUp("no such box"), notice(Map.of(), ada).react(EVENT));
    }

    @Test
    public void refusesATimeThatMakesNoSense() {
        Map<String, Object> wrong = Map.of("sendingSeconds", 0);
        assertEquals("sendingSeconds", assertThrows(IdentityException.class,
                () -> notice(wrong, identity(Map.of()))).field());
    }

    private void offerMail() {
        Notifier mail = message -> {
            sent.add(message);
            return Promises.resolved(delivery);
        };
        plugins.add(Notifier.class, mail, Map.of(Notifier.CHANNEL, "email"));
    }

    private NoticeReaction notice(Map<String, Object> settings, Identity identity) {
        IdentityRegistry identities = (IdentityRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{ IdentityRegistry.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        return Optional.of(identity);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new NoticeReaction(Played.annotation(NoticeReaction.Config.class, settings),
                new NoticeMapping(Played.annotation(NoticeMapping.Config.class, Map.of())), identities, plugins);
    }

    private static Identity identity(Map<String, String> attributes) {
        String body = UIN.substring(0, 11);
        return new Identity(Played.person(1), new Uin(body + Verhoeff.checkDigit(body)),
                IdentityState.ACTIVE, Attributes.ofPlain("1.0", attributes), new EnrollmentId("e-1"), Played.START, 1);
    }
}
