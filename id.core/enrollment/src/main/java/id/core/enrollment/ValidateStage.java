package id.core.enrollment;

import id.api.access.AccessError;
import id.api.access.Hotlist;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.Problem;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks again what was asked at submission: the schema may have changed since. */
@Component(property = EnrollmentStage.NAME + "=validate")
public final class ValidateStage implements EnrollmentStage {
    private final PacketRules rules;
    private final Hotlist hotlist;

    @Activate
    public ValidateStage(@Reference PacketRules rules, @Reference Hotlist hotlist) {
        this.rules = rules;
        this.hotlist = hotlist;
    }

    @Override
    public StageResult apply(StageContext context) {
        if (HotStations.isHot(hotlist, context.packet())) {
            return new StageResult.Hold(new Problem(AccessError.HOTLISTED.name(), "station",
                    "Its station is on the hotlist: take it off or decide otherwise, then resume"),
                    "The station of the packet is on the hotlist", List.of());
        }
        List<Problem> problems = rules.problems(context.packet());
        List<Fact> facts = List.of(new Fact("schemaVersion", context.packet().attributes().schemaVersion()),
                new Fact("samples", Integer.toString(context.packet().samples().size())),
                new Fact("documents", Integer.toString(context.packet().documents().size())));
        return problems.isEmpty()
                ? new StageResult.Continue("The packet fits the ID schema", facts)
                : new StageResult.Reject(problems, "The packet does not fit the ID schema", facts);
    }
}
