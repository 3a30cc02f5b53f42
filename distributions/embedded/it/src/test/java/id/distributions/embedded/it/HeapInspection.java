package id.distributions.embedded.it;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What bundles that went have left in memory: class loaders, instances, threads. */
final class HeapInspection {
    private static final int TRIES = 200;

    private final Map<String, List<WeakReference<ClassLoader>>> loaders = new ConcurrentHashMap<>();
    private int known;

    /** Remembers the class loader of a bundle without holding it. */
    synchronized void remember(Bundle bundle) {
        loaders.computeIfAbsent(bundle.getSymbolicName(), name -> new ArrayList<>())
                .add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        known++;
    }

    /** How many class loaders were ever remembered. */
    synchronized int known() {
        return known;
    }

    /**
     * Names of the bundles whose class loaders are still reachable after a collection, and how many of each. Takes some
     * seconds: the JDK holds method handles of records softly, and with them their classes.
     */
    Map<String, Long> reachable() throws InterruptedException {
        Map<String, Long> left = Map.of();
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            left = count();
            if (left.isEmpty()) {
                return left;
            }
            Thread.sleep(100);
        }
        return left;
    }

    private synchronized Map<String, Long> count() {
        Map<String, Long> left = new TreeMap<>();
        loaders.forEach((name, all) -> {
            long alive = all.stream().filter(loader -> loader.get() != null).count();
            if (alive > 0) {
                left.put(name, alive);
            }
        });
        return left;
    }

    /** Lines of the class histogram, live objects only, that tell of a class whose name begins so. */
    static List<String> instances(String prefix) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[]{ new String[0] }, new String[]{ String[].class.getName() });
        return histogram.lines().map(String::strip).filter(line -> {
            String[] columns = line.split("\\s+");
            return columns.length > 3 && columns[3].replaceFirst("^\\[+L?", "").startsWith(prefix);
        }).toList();
    }

    /** Live threads by name, numbers left out, and how many of each. */
    static Map<String, Long> threads() {
        Map<String, Long> threads = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            threads.merge(thread.getName().replaceAll("[0-9]+", "#"), 1L, Long::sum);
        }
        return threads;
    }

    /** Threads that work in the name of a remembered class loader. */
    synchronized List<String> threadsOfTheGone() {
        List<String> found = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ClassLoader context = thread.getContextClassLoader();
            boolean gone = context != null && loaders.values().stream().flatMap(List::stream)
                    .anyMatch(loader -> loader.get() == context);
            if (gone) {
                found.add(thread.getName());
            }
        }
        return found;
    }

    /** Bytes in use after a collection. */
    static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
