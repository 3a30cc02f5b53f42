package id.core.http.admin;

import id.api.plugin.PluginFigures;
import id.api.plugin.PluginFigures.Breaker;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How the plugins are, as Prometheus counts. Labels are names of programs and nothing else. */
final class PluginMetrics {
    private static final double MILLIS = 1_000;

    private PluginMetrics() {}

    static List<MetricSnapshot> of(List<PluginStatus> plugins) {
        return List.of(info(plugins),
                counter(plugins, "idem_plugin_calls", "Calls that reached the plugin", PluginFigures::calls),
                counter(plugins, "idem_plugin_failures", "Calls that failed or were not answered in time",
                        PluginFigures::failures),
                counter(plugins, "idem_plugin_timeouts", "Failures that were not answered in time",
                        PluginFigures::timeouts),
                counter(plugins, "idem_plugin_paused_calls", "Calls that were kept from the plugin",
                        PluginFigures::paused),
                gauge(plugins, "idem_plugin_in_flight", "Calls in the plugin that somebody waits for",
                        PluginFigures::inFlight),
                gauge(plugins, "idem_plugin_hanging_calls", "Calls in the plugin whose caller gave up",
                        PluginFigures::hanging),
                gauge(plugins, "idem_plugin_hanging_threads", "Threads that hanging calls hold",
                        figures -> figures.hangingThreads().size()),
                breakers(plugins), latency(plugins));
    }

    private static MetricSnapshot info(List<PluginStatus> plugins) {
        GaugeSnapshot.Builder all = GaugeSnapshot.builder().name("idem_plugin_in_use")
                .help("1 when it offers its services, 0 when the list of plugins says why not");
        plugins.forEach(plugin -> all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels(plugin).add("origin", plugin.origin().kind().name().toLowerCase(Locale.ROOT))
                        .add("publisher", plugin.origin().publisher()))
                .value(plugin.state() == PluginState.IN_USE ? 1 : 0).build()));
        return all.build();
    }

    private static MetricSnapshot breakers(List<PluginStatus> plugins) {
        GaugeSnapshot.Builder all = GaugeSnapshot.builder().name("idem_plugin_breaker_state")
                .help("1 for the state that the breaker is in");
        for (PluginStatus plugin : plugins) {
            for (Breaker state : Breaker.values()) {
                all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels(plugin).add("state", state.name().toLowerCase(Locale.ROOT)))
                        .value(plugin.figures().breaker() == state ? 1 : 0).build());
            }
        }
        return all.build();
    }

    private static MetricSnapshot latency(List<PluginStatus> plugins) {
        SummarySnapshot.Builder all = SummarySnapshot.builder().name("idem_plugin_call_seconds")
                .help("How long calls took; the quantiles are those of the last five minutes");
        for (PluginStatus plugin : plugins) {
            PluginFigures.Latency latency = plugin.figures().latency();
            Quantiles quantiles = latency.count() == 0
                    ? Quantiles.EMPTY
                    : Quantiles.of(new Quantile(0.5, latency.p50Millis() / MILLIS),
                            new Quantile(0.99, latency.p99Millis() / MILLIS),
                            new Quantile(1, latency.maxMillis() / MILLIS));
            all.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder().labels(labels(plugin))
                    .quantiles(quantiles).count(plugin.figures().calls()).sum(latency.totalSeconds()).build());
        }
        return all.build();
    }

    private static MetricSnapshot counter(List<PluginStatus> plugins, String name, String help,
            ToDoubleFunction<PluginFigures> figure) {
        CounterSnapshot.Builder all = CounterSnapshot.builder().name(name).help(help);
        plugins.forEach(plugin -> all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels(plugin)).value(figure.applyAsDouble(plugin.figures())).build()));
        return all.build();
    }

    private static MetricSnapshot gauge(List<PluginStatus> plugins, String name, String help,
            ToDoubleFunction<PluginFigures> figure) {
        GaugeSnapshot.Builder all = GaugeSnapshot.builder().name(name).help(help);
        plugins.forEach(plugin -> all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels(plugin))
                .value(figure.applyAsDouble(plugin.figures())).build()));
        return all.build();
    }

    private static Labels labels(PluginStatus plugin) {
        return Labels.of("plugin", plugin.name(), "version", plugin.version());
    }
}
