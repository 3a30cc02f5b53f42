package id.core.security;

import id.api.error.IdentityException;
import id.api.security.KeyDescription;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.SealedValueStore;
import id.api.storage.SealedValueStore.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a key may be revoked: not while anything is under it, or may come to be under it by what is still going on. */
final class KeyRevocation {
    private final DataKeys dataKeys;
    private final Resealer resealer;
    private final SealedValueStore store;
    private final InstantSource clock;
    private final KeySettings settings;

    KeyRevocation(DataKeys dataKeys, Resealer resealer, SealedValueStore store, InstantSource clock,
            KeySettings settings) {
        this.dataKeys = dataKeys;
        this.resealer = resealer;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /** Throws KEY_IN_USE with the reason unless the key can go. */
    void check(KeyDescription key, List<KeyDescription> all) {
        if (key.series().equals(DataKeys.EPOCH) || key.series().equals(MasterKeys.EPOCHS)) {
            throw inUse("Keys of erasure epochs are destroyed by themselves, " + settings.now().backupsKept().toDays()
                    + " days (setting backupsKeptDays) after everything was moved to the next epoch");
        }
        switch (key.kind()) {
            case INDEX, PERMUTATION -> throw inUse("This key is never revoked: what it finds would be found no more");
            case MASTER -> {
                checkSuccessor(key, all);
                checkNothingWrapped(key);
            }
            case DATA -> {
                checkSuccessor(key, all);
                checkNothingSealed(key);
            }
            case SIGNING -> {
                checkSuccessor(key, all);
                if (Set.of("sign-audit", "intake", DataKeys.DSA).contains(key.series())) {
                    throw inUse("What this key signed stays in the store, and is checked by its public half: "
                            + "it signs nothing more, and that is all that is needed");
                }
            }
            case AGREEMENT -> {
                checkSuccessor(key, all);
                throw inUse("Packets in the store and on stations may be sealed to this key, and this version of Idem "
                        + "does not count them: it stays");
            }
        }
    }

    private void checkSuccessor(KeyDescription key, List<KeyDescription> all) {
        if (key.newest()) {
            throw inUse("This is the key that works now: rotate " + key.series() + " first");
        }
        Instant successor = all.stream()
                .filter(other -> other.series().equals(key.series()) && other.version() > key.version())
                .map(KeyDescription::createdAt).min(Instant::compareTo).orElse(clock.instant());
        waitUntil(successor.plus(settings.now().revokeAfter()), "its successor is so young that work begun under this key may go on");
    }

    private void checkNothingWrapped(KeyDescription key) {
        List<WrappedKey> wrapped = dataKeys.read().all().stream().filter(each -> each.masterKey().equals(key.name()))
                .toList();
        if (!wrapped.isEmpty()) {
            throw inUse(wrapped.size() + " data keys are wrapped by this key: rotate " + key.series()
                    + " again, which wraps them anew");
        }
    }

    private void checkNothingSealed(KeyDescription key) {
        if (key.series().equals(DataKeys.sealing(SealPurpose.PACKET))) {
            throw inUse("Portraits and buffers of drafts in the object store may be sealed under this key, and this version "
                    + "of Idem does not re-seal them: it stays");
        }
        List<SealedPlace> places = Arrays.stream(SealedPlace.values())
                .filter(place -> DataKeys.sealing(place.purpose()).equals(key.series())).toList();
        for (SealedPlace place : places) {
            Optional<Progress> progress = resealer.progress().stream().filter(each -> each.place() == place).findFirst();
            if (progress.isEmpty() || !progress.get().finished() || AesFieldCipher.versionIn(progress.get().version()) <= key.version()) {
                throw inUse(store.count(place, AesFieldCipher.head(key.version())) + " records of " + place
                        + " are sealed under this key and being moved: see how far it is, and try again then");
            }
            // Who read a value before it was moved may still put it back unchanged, with something else changed.
            waitUntil(progress.get().movedAt().plus(settings.now().revokeAfter()), "values of " + place + " were moved just now");
            long left = store.count(place, AesFieldCipher.head(key.version()));
            if (left > 0) {
                resealer.again(place);
                throw inUse(left + " records of " + place + " are sealed under this key: they are looked at once more; "
                        + "where the log says that some do not open, restore those first");
            }
        }
    }

    private void waitUntil(Instant then, String why) {
        if (clock.instant().isBefore(then)) {
            throw inUse("Wait until " + then + ": " + why);
        }
    }

    private static IdentityException inUse(String why) {
        return new IdentityException(SecurityError.KEY_IN_USE, "key", why);
    }
}
