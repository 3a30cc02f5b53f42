package id.core.plugins.install;

import id.api.plugin.PluginRefusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is not in use and why, by file or plugin. Safe for concurrent use. */
final class Refusals {
    private static final int MOST = 100;

    private final Map<String, PluginRefusal> byFile = new LinkedHashMap<>();

    synchronized void add(PluginRefusal refusal) {
        byFile.remove(refusal.file());
        byFile.put(refusal.file(), refusal);
        if (byFile.size() > MOST) {
            byFile.remove(byFile.keySet().iterator().next());
        }
    }

    synchronized void mended(String file) {
        byFile.remove(file);
    }

    synchronized List<PluginRefusal> all() {
        return List.copyOf(byFile.values());
    }
}
