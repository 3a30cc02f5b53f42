package id.worker.wire;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The objects of this side that the other side may call, by handle. Only methods of the type that they are lent as. */
public final class Lending {
    /** A side that takes and takes would fill the other's memory. */
    private static final int MOST = 10_000;

    private final Map<String, Lent> lent = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    /**
     * An object and what the other side sees of it.
     *
     * @param loader
     *            context class loader of calls into it, or null
     */
    record Lent(Class<?> type, Object object, ClassLoader loader) {}

    /** Lends under a fixed name. */
    public <T> void lend(String name, Class<T> type, T object) {
        lent.put(name, new Lent(type, object, null));
    }

    /** Lends under a new handle. */
    public String lend(Class<?> type, Object object, ClassLoader loader) {
        if (lent.size() >= MOST) {
            throw new IdentityException(GeneralError.OVERLOADED, "", "More than " + MOST + " objects are lent at a time");
        }
        String handle = Long.toString(next.incrementAndGet());
        lent.put(handle, new Lent(type, object, loader));
        return handle;
    }

    public void end(String handle) {
        lent.remove(handle);
    }

    Lent find(String handle) {
        Lent found = handle == null ? null : lent.get(handle);
        if (found == null) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "What was called is not lent any more");
        }
        return found;
    }
}
