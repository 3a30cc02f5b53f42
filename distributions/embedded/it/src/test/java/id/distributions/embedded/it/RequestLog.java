package id.distributions.embedded.it;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Every request of a load: what it was, when it began and ended, and how it failed if it did. */
final class RequestLog {
    /** Who was sent away does not come back at once. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> switches = new ConcurrentLinkedQueue<>();

    private record Request(String name, long began, long ended) {
        boolean overlaps(long[] instants) {
            int next = java.util.Arrays.binarySearch(instants, began);
            int first = next < 0 ? -next - 1 : next;
            return first < instants.length && instants[first] <= ended;
        }

        long nanos() {
            return ended - began;
        }
    }

    /** A request that throws when its answer is not the right one. */
    interface Asking {
        void ask() throws Exception;
    }

    void request(String name, Asking asking) {
        long began = System.nanoTime();
        try {
            asking.ask();
        } catch (Exception | AssertionError broken) {
            failures.add(name + ": " + broken);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        requests.add(new Request(name, began, System.nanoTime()));
    }

    /** A plugin goes at this moment. */
    void switched() {
        switches.add(System.nanoTime());
    }

    int count() {
        return requests.size();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Counts and times in milliseconds, a line for each sort of request and one for those that a switch fell into. */
    String table() {
        long[] instants = switches.stream().mapToLong(Long::longValue).sorted().toArray();
        StringBuilder table = new StringBuilder("%-16s %8s %9s %9s%n".formatted("request", "count", "p50 ms", "p99 ms"));
        Map<String, Queue<Request>> sorts = new TreeMap<>();
        requests.forEach(one -> sorts.computeIfAbsent(one.name(), name -> new ConcurrentLinkedQueue<>()).add(one));
        sorts.forEach((name, all) -> line(table, name, all));
        line(table, "all", requests);
        line(table, "during a switch", requests.stream().filter(one -> one.overlaps(instants)).toList());
        return table.append(instants.length).append(" switches").toString();
    }

    private static void line(StringBuilder table, String name, Collection<Request> requests) {
        long[] nanos = requests.stream().flatMapToLong(one -> LongStream.of(one.nanos())).sorted().toArray();
        table.append("%-16s %8d %9.1f %9.1f%n".formatted(name, nanos.length, percentile(nanos, 0.50),
                percentile(nanos, 0.99)));
    }

    private static double percentile(long[] nanos, double share) {
        return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e6;
    }
}
