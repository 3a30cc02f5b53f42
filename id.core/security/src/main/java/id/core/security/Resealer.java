package id.core.security;

import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.storage.CounterStore;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.SealedValueStore;
import id.api.storage.SealedValueStore.Part;
import id.api.storage.SealedValueStore.Progress;
import id.api.storage.SealedValueStore.SealedRecord;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves stored values under the newest data key of their purpose, batch by batch. A batch and how far it came are one
 * transaction: a kill loses nothing and repeats at most one batch. A value that somebody changed meanwhile is left alone,
 * since the change was sealed under the newest key by itself. One node at a time works; two would only do it twice.
 */
@Component(service = Resealer.class)
public final class Resealer {
    private static final int BATCH = 100;
    private static final String TURN = "keys/reseal";
    private static final Duration TURN_LEASE = Duration.ofMinutes(2);
    /** Shorter than the lease, so that nobody else begins before. */
    private static final Duration TURN_LENGTH = Duration.ofSeconds(90);
    private static final Logger LOG = LoggerFactory.getLogger(Resealer.class);

    private final DataKeys keys;
    private final FieldCipher cipher;
    private final SealedValueStore store;
    private final CounterStore turns;
    private final Transactions transactions;
    private final InstantSource clock;
    private final KeySettings settings;

    @Activate
    public Resealer(@Reference DataKeys keys, @Reference FieldCipher cipher, @Reference SealedValueStore store,
            @Reference CounterStore turns, @Reference Transactions transactions, @Reference InstantSource clock,
            @Reference KeySettings settings) {
        this.keys = keys;
        this.cipher = cipher;
        this.store = store;
        this.turns = turns;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    /** A record with what is to be put in place of its values. */
    private record Exchange(SealedPlace place, SealedRecord before, List<SealedValue> after) {}

    /** Works for a while, where there is something to do and no other node does it. */
    void takeTurn(BooleanSupplier stopped) {
        if (waiting().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (!turns.putIfAbsent(TURN, now, now.plus(TURN_LEASE))) {
            return;
        }
        try {
            Instant end = now.plus(TURN_LENGTH);
            for (Optional<Progress> next = waiting(); next.isPresent() && !stopped.getAsBoolean()
                    && clock.instant().isBefore(end); next = waiting()) {
                step(next.get());
            }
        } finally {
            turns.clear(TURN);
        }
    }

    /** How far each place has come. */
    List<Progress> progress() {
        return store.progress();
    }

    /** Has a place looked through once more. */
    void again(SealedPlace place) {
        store.progress().stream().filter(known -> known.place() == place)
                .forEach(known -> store.note(new Progress(place, known.version(), "", known.moved(), clock.instant(), false)));
    }

    /** The first place that has not been looked through since the newest key is used by all nodes. */
    private Optional<Progress> waiting() {
        KeyCatalog catalog = keys.read();
        List<Progress> known = store.progress();
        for (SealedPlace place : SealedPlace.values()) {
            String purpose = DataKeys.sealing(place.purpose());
            boolean epochs = DataKeys.hasEpochs(place.purpose());
            boolean older = catalog.hasOlder(purpose) || epochs && catalog.hasOlder(DataKeys.EPOCH);
            if (!older || !usedByAll(catalog, purpose) || epochs && !usedByAll(catalog, DataKeys.EPOCH)) {
                continue;
            }
            int newest = AesFieldCipher.generation(catalog.newestVersion(purpose),
                    epochs ? catalog.newestVersion(DataKeys.EPOCH) : 0);
            Progress progress = known.stream().filter(each -> each.place() == place && each.version() >= newest).findFirst()
                    .orElseGet(() -> new Progress(place, newest, "", 0, clock.instant(), false));
            if (!progress.finished()) {
                return Optional.of(progress);
            }
        }
        return Optional.empty();
    }

    /** Whether every node seals under the newest version by now. */
    private boolean usedByAll(KeyCatalog catalog, String purpose) {
        WrappedKey key = catalog.find(new KeyCatalog.Name(purpose, catalog.newestVersion(purpose))).orElseThrow();
        return !clock.instant().isBefore(key.createdAt().plus(settings.now().staleAfter()));
    }

    private void step(Progress before) {
        long began = System.nanoTime();
        // The store of links does not know whose they are: they are found by the encounters.
        boolean links = before.place() == SealedPlace.REFERENCE_LINK;
        List<SealedRecord> page = store.page(links ? SealedPlace.REFERENCE : before.place(), before.after(), BATCH);
        List<Exchange> exchanges = new ArrayList<>();
        for (SealedRecord record : page) {
            (links ? link(record) : Optional.of(record)).flatMap(found -> exchange(before, found)).ifPresent(exchanges::add);
        }
        long moved = transactions.required(() -> {
            long done = exchanges.stream().filter(each -> store.replace(each.place(), each.before(), each.after())).count();
            store.note(new Progress(before.place(), before.version(), page.isEmpty() ? before.after() : page.getLast().id(),
                    before.moved() + done, done > 0 ? clock.instant() : before.movedAt(), page.size() < BATCH));
            return done;
        });
        if (page.size() < BATCH) {
            LOG.info("Values of {} are under version {} of their data key now; {} were moved", before.place(),
                    AesFieldCipher.versionIn(before.version()), before.moved() + moved);
        }
        pause(page.size(), began);
    }

    private Optional<SealedRecord> link(SealedRecord encounter) {
        String id = encounter.id().substring(encounter.id().indexOf('/') + 1);
        return store.find(SealedPlace.REFERENCE_LINK, cipher.index(SealPurpose.LINK, "encounter", id).value())
                .map(found -> new SealedRecord(found.id(),
                        found.parts().stream().map(part -> new Part(id, part.value())).toList()));
    }

    private Optional<Exchange> exchange(Progress progress, SealedRecord record) {
        if (record.parts().stream().allMatch(part -> AesFieldCipher.generation(part.value()) >= progress.version())) {
            return Optional.empty();
        }
        SealedPlace place = progress.place();
        try {
            return Optional.of(new Exchange(place, record, record.parts().stream().map(part -> {
                String context = place.context(part.owner());
                Bytes plain = cipher.open(place.purpose(), context, part.value());
                return cipher.seal(place.purpose(), context, plain);
            }).toList()));
        } catch (IdentityException refused) {
            if (refused.code() != SecurityError.SEALED_VALUE_INVALID) {
                throw refused;
            }
            LOG.warn("A value of {} does not open and stays as it is: its data key cannot be revoked", place);
            return Optional.empty();
        }
    }

    private void pause(int records, long began) {
        long wanted = TimeUnit.SECONDS.toNanos(records) / settings.now().resealPerSecond();
        long left = wanted - (System.nanoTime() - began);
        if (left > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
