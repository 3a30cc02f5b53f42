package id.core.http.admin;

import id.api.access.RefusedCalls;
import id.api.enrollment.EnrollmentService;
import id.api.partner.RequiresScope;
import id.api.plugin.PluginRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Numbers for a Prometheus server, in its text format. */
@Component(service = MetricsResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/metrics")
public final class MetricsResource {
    /** Limits come with the bundles that hold to them. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY) volatile List<RefusedCalls> refused = List.of();

    private final PluginRegistry plugins;
    private final EnrollmentService enrollments;
    private final InstantSource clock;
    private final PrometheusRegistry machine = new PrometheusRegistry();

    @Activate
    public MetricsResource(@Reference PluginRegistry plugins, @Reference EnrollmentService enrollments,
            @Reference InstantSource clock) {
        this.plugins = plugins;
        this.enrollments = enrollments;
        this.clock = clock;
        JvmMemoryMetrics.builder().register(machine);
        JvmThreadsMetrics.builder().register(machine);
        JvmGarbageCollectorMetrics.builder().register(machine);
    }

    @GET
    @Produces({ "text/plain", MediaType.APPLICATION_JSON })
    @RequiresScope(value = "admin.metrics.read", everywhere = true)
    public Response metrics() throws IOException {
        List<MetricSnapshot> all = new ArrayList<>();
        machine.scrape().forEach(all::add);
        all.addAll(PluginMetrics.of(plugins.plugins()));
        all.add(enrollments());
        all.add(refused());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(all));
        return Response.ok(text.toByteArray(), PrometheusTextFormatWriter.CONTENT_TYPE).build();
    }

    private MetricSnapshot refused() {
        CounterSnapshot.Builder calls = CounterSnapshot.builder().name("idem_refused_calls")
                .help("Calls that a limit turned away, by the limit");
        for (RefusedCalls limits : refused) {
            limits.byLimit().forEach((limit, count) -> calls.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of("limit", limit)).value(count).build()));
        }
        return calls.build();
    }

    private MetricSnapshot enrollments() {
        GaugeSnapshot.Builder today = GaugeSnapshot.builder().name("idem_enrollments_today")
                .help("Enrollments received on this day (UTC), by where they are now");
        enrollments.countByStatus(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)).forEach(
                (status, count) -> today.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("status", status.name().toLowerCase(Locale.ROOT))).value(count).build()));
        return today.build();
    }
}
