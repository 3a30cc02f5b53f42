package id.core.subscription;

import id.api.plugin.PluginRegistry;
import id.api.storage.OutboxStore;
import id.api.storage.Transactions;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.value.RandomSource;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Writes events beside what they tell of, and has them delivered once that is durable. */
@Component(service = SubscriptionService.class, immediate = true, configurationPid = OutboxSubscription.PID)
@Designate(ocd = SubscriptionSettings.class)
public final class OutboxSubscription implements SubscriptionService {
    static final String PID = "id.core.subscription";

    private final OutboxStore outbox;
    private final Transactions transactions;
    private final EventDispatcher dispatcher;

    @Activate
    public OutboxSubscription(SubscriptionSettings settings, BundleContext context, @Reference OutboxStore outbox,
            @Reference Transactions transactions, @Reference PluginRegistry plugins, @Reference RandomSource random,
            @Reference InstantSource clock, @Reference(target = "(executor=virtual)") ExecutorService executor) {
        DeliveryRules rules = DeliveryRules.of(settings);
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.outbox = outbox;
        this.transactions = transactions;
        this.dispatcher = new EventDispatcher(outbox, new EventDelivery(outbox, plugins, rules, clock), rules, clock,
                executor, () -> framework.getState() == Bundle.ACTIVE, "events-" + random.id128());
        dispatcher.start();
    }

    @Deactivate
    void stop() {
        dispatcher.stop();
    }

    @Override
    public void publish(IdentityEvent event) {
        outbox.append(event);
        transactions.afterCommit(dispatcher::wake);
    }

    @Override
    public DeliveryStatus status() {
        return new DeliveryStatus(outbox.countPending(), outbox.countGivenUp());
    }
}
