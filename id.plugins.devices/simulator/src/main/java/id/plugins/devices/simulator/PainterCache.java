package id.plugins.devices.simulator;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the drawn ridges of the fingers used last, about 160 KB each. Safe for several threads. */
final class PainterCache {
    private static final int MOST = 10_000;

    private final Map<Key, FingerprintPainter> painters;

    private record Key(long seed, int isoPosition) {}

    /**
     * @param size
     *            how many fingers, 1 to 10,000
     */
    PainterCache(int size) {
        if (size < 1 || size > MOST) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "cachedFingers",
                    "cachedFingers must be 1 to " + MOST);
        }
        painters = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, FingerprintPainter> eldest) {
                return size() > size;
            }
        };
    }

    synchronized FingerprintPainter painter(MasterFinger finger) {
        return painters.computeIfAbsent(new Key(finger.seed(), finger.isoPosition()),
                key -> new FingerprintPainter(finger));
    }
}
