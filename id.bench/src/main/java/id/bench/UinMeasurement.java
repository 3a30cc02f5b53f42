package id.bench;

import id.api.identity.UinCapacity;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers, each durably taken before it is given out; all kept and compared, so that a repeat would show. */
final class UinMeasurement implements Measurement {
    private static final int SHARDS = 64;

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        int count = arguments.number("people", 10_000_000);
        int threads = arguments.number("threads", 4);
        LongOpenHashSet[] seen = new LongOpenHashSet[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            seen[i] = new LongOpenHashSet(count / SHARDS);
        }
        AtomicInteger repeats = new AtomicInteger();
        long started = System.nanoTime();
        double processor = Meter.processorSeconds();
        Meter.times(count, threads, n -> {
            long number = Long.parseLong(system.identities.generateUin().value());
            LongOpenHashSet shard = seen[(int) (number / 10 % SHARDS)];
            synchronized (shard) {
                if (!shard.add(number)) {
                    repeats.incrementAndGet();
                }
            }
        });
        double seconds = (System.nanoTime() - started) / 1e9;
        UinCapacity capacity = system.identities.capacity();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("numbers", count);
        figures.put("numbersPerSecond", Meter.rounded(count / seconds));
        figures.put("cpuMicrosPerNumber", Meter.rounded(1e6 * (Meter.processorSeconds() - processor) / count));
        figures.put("repeats", repeats.get());
        figures.put("digits", capacity.length());
        figures.put("usableNumbers", capacity.usable());
        if (repeats.get() > 0) {
            throw new IllegalStateException(repeats.get() + " numbers were given out twice");
        }
        return figures;
    }
}
