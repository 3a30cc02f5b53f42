package id.plugins.abis.sourceafis;

import id.api.value.EncounterId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The encounters of one gallery in memory. Writers take turns; readers take a {@link Snapshot} without waiting and see
 * every entry that was added before.
 */
final class Gallery {
    private final Map<EncounterId, Integer> slots = new HashMap<>();
    private volatile Snapshot snapshot = new Snapshot(new GalleryEntry[1024], 0, 0);

    /**
     * What a search walks over.
     *
     * @param entries
     *            slots; null where an entry was removed
     * @param used
     *            slots in use, removed ones included
     * @param present
     *            entries that are there
     */
    record Snapshot(GalleryEntry[] entries, int used, int present) {}

    Snapshot snapshot() {
        return snapshot;
    }

    /** Adds an entry; false when its encounter is there. */
    synchronized boolean add(GalleryEntry entry) {
        if (slots.containsKey(entry.encounter())) {
            return false;
        }
        Snapshot before = snapshot;
        GalleryEntry[] entries = before.used() == before.entries().length ? grown(before) : before.entries();
        int slot = before.used();
        entries[slot] = entry;
        slots.put(entry.encounter(), slot);
        snapshot = new Snapshot(entries, slot + 1, before.present() + 1);
        return true;
    }

    /** Removes an entry; false when it is not there. */
    synchronized boolean remove(EncounterId encounter) {
        Integer slot = slots.remove(encounter);
        if (slot == null) {
            return false;
        }
        Snapshot before = snapshot;
        before.entries()[slot] = null;
        snapshot = new Snapshot(before.entries(), before.used(), before.present() - 1);
        if (before.used() > 1024 && snapshot.present() < before.used() / 2) {
            compact();
        }
        return true;
    }

    synchronized boolean contains(EncounterId encounter) {
        return slots.containsKey(encounter);
    }

    private static GalleryEntry[] grown(Snapshot before) {
        return Arrays.copyOf(before.entries(), before.entries().length * 2);
    }

    private void compact() {
        GalleryEntry[] kept = Arrays.stream(snapshot.entries(), 0, snapshot.used()).filter(e -> e != null)
                .toArray(GalleryEntry[]::new);
        slots.clear();
        for (int i = 0; i < kept.length; i++) {
            slots.put(kept[i].encounter(), i);
        }
        snapshot = new Snapshot(Arrays.copyOf(kept, Math.max(1024, kept.length * 2)), kept.length, kept.length);
    }
}
