package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** What came of each step. */
final class DemoReport {
    private record Step(String name, int expected, int done, double seconds, String fault) {}

    private final int people;
    private final int planted;
    private final long seed;
    private final List<Step> steps = new ArrayList<>();
    private boolean distinct = true;

    DemoReport(int people, int planted, long seed) {
        this.people = people;
        this.planted = planted;
        this.seed = seed;
    }

    void step(String name, int expected, int done, double seconds, String fault) {
        steps.add(new Step(name, expected, done, seconds, fault));
    }

    void distinctUins(Collection<String> uins) {
        distinct = new HashSet<>(uins).size() == uins.size();
    }

    boolean asExpected() {
        return distinct && steps.stream().allMatch(step -> step.done() == step.expected());
    }

    JsonNode json() {
        ObjectNode object = Api.object().put("people", people).put("planted", planted).put("seed", seed)
                .put("asExpected", asExpected()).put("uinsDistinct", distinct);
        ArrayNode list = object.putArray("steps");
        for (Step step : steps) {
            ObjectNode entry = list.addObject().put("step", step.name()).put("expected", step.expected())
                    .put("done", step.done()).put("seconds", Math.round(step.seconds() * 1000) / 1000.0);
            if (step.fault() != null) {
                entry.put("fault", step.fault());
            }
        }
        return object;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-30s %8s %8s %9s %10s", "Step", "expected", "done", "seconds",
                "per second"));
        for (Step step : steps) {
            lines.add(String.format(Locale.ROOT, "%-30s %8d %8d %9.2f %10.1f%s", step.name(), step.expected(),
                    step.done(), step.seconds(), step.done() / Math.max(0.001, step.seconds()),
                    step.fault() == null ? "" : "  " + step.fault()));
        }
        lines.add("");
        lines.add(asExpected()
                ? people + " people, " + planted + " planted duplicates: everything as expected (seed " + seed + ")"
                : "NOT as expected (seed " + seed + ")" + (distinct ? "" : ": two people have the same UIN"));
        return lines;
    }
}
