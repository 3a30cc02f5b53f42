package id.core.http.console;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.error.IdentityException;
import id.api.plugin.PluginFigures;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of the start page as HTML. Nothing of it belongs to one person: counts, and names of programs.
 *
 * @param missing
 *            what keeps the system from being ready
 * @param now
 *            when this is
 */
record StartPage(String version, String mode, Instant startedAt, Instant now, List<String> missing, String gallery,
        Optional<EnrollmentService> enrollments, Optional<PluginRegistry> plugins) {
    private static final int COLUMNS = 9;

    String fill(String template) {
        return template.replace("${banner}", UnsignedBanner.of(plugins)).replace("${state}", state())
                .replace("${version}", Pages.escaped(version))
                .replace("${mode}", Pages.escaped(mode))
                .replace("${started}", startedAt.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("${up}", text(Duration.between(startedAt, now))).replace("${gallery}", Pages.escaped(gallery))
                .replace("${day}", day().toString()).replace("${statuses}", statuses()).replace("${stages}", stages())
                .replace("${plugins}", plugins.map(StartPage::rows).orElse(only("Not known yet")));
    }

    private LocalDate day() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private String state() {
        if (missing.isEmpty()) {
            return "<strong class=\"good\" id=\"ready\">Ready</strong>";
        }
        return "<strong class=\"bad\" id=\"ready\">Not ready</strong>: waits for "
                + Pages.escaped(String.join(", ", missing));
    }

    private static String text(Duration up) {
        return up.toHours() > 0 ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutes() > 0 ? up.toMinutes() + " min " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
    }

    private String statuses() {
        StringBuilder rows = new StringBuilder();
        try {
            Map<EnrollmentStatus, Long> counts = enrollments.map(service -> service.countByStatus(day()))
                    .orElse(Map.of());
            for (EnrollmentStatus status : EnrollmentStatus.values()) {
                String count = counts.isEmpty() ? "not known yet" : String.valueOf(counts.getOrDefault(status, 0L));
                rows.append("<tr><th scope=\"row\">").append(words(status.name())).append("</th><td id=\"status-")
                        .append(status.name()).append("\">").append(count).append("</td></tr>");
            }
            return rows.toString();
        } catch (IdentityException unreadable) {
            return unknown(unreadable);
        }
    }

    private String stages() {
        StringBuilder rows = new StringBuilder();
        try {
            enrollments.map(service -> service.countByStage(day())).orElse(Map.of())
                    .forEach((stage, count) -> rows.append("<tr><th scope=\"row\">").append(Pages.escaped(stage))
                            .append("</th><td>").append(count).append("</td></tr>"));
        } catch (IdentityException unreadable) {
            return unknown(unreadable);
        }
        return rows.isEmpty() ? "<tr><td colspan=\"2\">None on its way</td></tr>" : rows.toString();
    }

    /** A number that cannot be read is not zero. */
    private static String unknown(IdentityException why) {
        return "<tr><td colspan=\"2\" class=\"bad\">Cannot be read now: " + Pages.escaped(why.code().name())
                + "</td></tr>";
    }

    private static String rows(PluginRegistry registry) {
        StringBuilder rows = new StringBuilder();
        for (PluginStatus plugin : registry.plugins()) {
            rows.append(row(plugin));
        }
        return rows.isEmpty() ? only("None installed") : rows.toString();
    }

    private static String only(String text) {
        return "<tr><td colspan=\"" + COLUMNS + "\">" + text + "</td></tr>";
    }

    private static String row(PluginStatus plugin) {
        PluginFigures figures = plugin.figures();
        boolean called = figures.calls() > 0;
        return "<tr><th scope=\"row\">" + Pages.escaped(plugin.name()) + "</th>" + cell("", plugin.version())
                + cell(plugin.origin().isUnsigned() ? "bad" : "", origin(plugin.origin()))
                + cell("", String.join(", ", plugin.kinds()))
                + cell(plugin.state() == PluginState.IN_USE ? "good" : "bad", words(plugin.state().name()))
                + cell(figures.breaker() == PluginFigures.Breaker.CLOSED ? "" : "bad", words(figures.breaker().name()))
                + cell("", figures.calls() + " / " + figures.failures())
                + cell("", called ? millis(figures.latency().p50Millis()) + " / " + millis(figures.latency().p99Millis())
                        : "")
                + cell("", plugin.problem()) + "</tr>";
    }

    private static String cell(String mark, String text) {
        return (mark.isEmpty() ? "<td>" : "<td class=\"" + mark + "\">") + Pages.escaped(text) + "</td>";
    }

    private static String origin(PluginOrigin origin) {
        return switch (origin.kind()) {
            case DISTRIBUTION -> "Distribution";
            case SIGNED -> origin.publisher();
            case UNSIGNED -> "UNSIGNED";
        };
    }

    private static String millis(double millis) {
        return millis < 10 ? String.format(Locale.ROOT, "%.1f", millis) : Long.toString(Math.round(millis));
    }

    private static String words(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
}
