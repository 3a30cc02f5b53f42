package id.core.http.admin;

import id.api.enrollment.Statistics;
import id.api.enrollment.WeekStatistics;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** How many enrollments came to their end, by what may be told of them. */
@Component(service = StatisticsResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/statistics")
@Produces(MediaType.APPLICATION_JSON)
public final class StatisticsResource {
    private final Statistics statistics;

    @Activate
    public StatisticsResource(@Reference Statistics statistics) {
        this.statistics = statistics;
    }

    /** A week. */
    record WeekJson(String monday, long finished, Map<String, Map<String, Long>> groups) {
        static WeekJson of(WeekStatistics week) {
            Map<String, Map<String, Long>> groups = new TreeMap<>();
            week.groups().forEach((dimension, counts) -> groups.put(dimension.name(), counts));
            return new WeekJson(week.monday().toString(), week.finished(), groups);
        }
    }

    /** The weeks, newest first. */
    record WeeksJson(int leastGroup, List<WeekJson> weeks) {}

    @GET
    @RequiresScope(value = "admin.system.read", everywhere = true)
    public WeeksJson weeks(@QueryParam("limit") String limit) {
        return new WeeksJson(Statistics.LEAST, statistics.weeks(Request.limit(limit)).stream().map(WeekJson::of).toList());
    }
}
