package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Expressions}: all of them must hold. An attribute is looked for in the biographic, contextual and request data
 * and among the enrollment's own fields, in this order. One that is not there satisfies no expression, {@code !=}
 * neither. Numbers compare as numbers, everything else as text, which orders ISO dates by time. Of a text in several
 * languages one has to satisfy.
 */
record Expressions(List<JsonNode> all) {
    private static final List<String> PLACES = List.of("biographicData", "contextualData", "requestData");

    static Expressions of(JsonNode body) {
        Shapes.EXPRESSIONS.check(body, "");
        List<JsonNode> all = new ArrayList<>();
        body.forEach(all::add);
        return new Expressions(all);
    }

    boolean holdFor(JsonNode enrollment) {
        return all.stream().allMatch(expression -> holds(expression, enrollment));
    }

    private static boolean holds(JsonNode expression, JsonNode enrollment) {
        JsonNode found = find(enrollment, expression.path("attributeName").asText());
        String operator = expression.path("operator").asText();
        JsonNode wanted = expression.path("value");
        if (found.isArray()) {
            List<JsonNode> texts = new ArrayList<>();
            found.forEach(text -> texts.add(text.path("value")));
            return operator.equals("!=") ? texts.stream().allMatch(text -> compare(text, operator, wanted))
                    : texts.stream().anyMatch(text -> compare(text, operator, wanted));
        }
        return compare(found, operator, wanted);
    }

    private static JsonNode find(JsonNode enrollment, String name) {
        for (String place : PLACES) {
            JsonNode value = enrollment.path(place).path(name);
            if (!value.isMissingNode()) {
                return value;
            }
        }
        return enrollment.path(name);
    }

    private static boolean compare(JsonNode found, String operator, JsonNode wanted) {
        if (!found.isValueNode() || found.isNull()) {
            return false;
        }
        boolean alike = found.isNumber() == wanted.isNumber() && found.isBoolean() == wanted.isBoolean();
        if (!alike) {
            return operator.equals("!=");
        }
        int order = found.isNumber() ? found.decimalValue().compareTo(wanted.decimalValue())
                : found.asText().compareTo(wanted.asText());
        boolean ordered = !found.isBoolean();
        return switch (operator) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> ordered && order < 0;
            case ">" -> ordered && order > 0;
            case "<=" -> ordered && order <= 0;
            default -> ordered && order >= 0;
        };
    }
}
