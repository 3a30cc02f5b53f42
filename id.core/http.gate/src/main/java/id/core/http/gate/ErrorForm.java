package id.core.http.gate;

import id.api.error.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each protocol says that something went wrong. */
enum ErrorForm {
    /** The product's own API: {@code {"errors":[{code, field, message}]}}. */
    OWN {
        @Override
        Map<String, Object> body(Fault fault, Instant at) {
            Problem problem = fault.problem();
            return Map.of("errors",
                    List.of(ordered("code", problem.code(), "field", problem.field(), "message", problem.message())));
        }
    },
    /** OSIA: {@code {"code": int, "message"}}, and only the statuses that its documents name. */
    OSIA {
        @Override
        Map<String, Object> body(Fault fault, Instant at) {
            return ordered("code", fault.number(), "message", sentence(fault.problem()));
        }

        @Override
        int status(Fault fault, String method, String path) {
            return switch (fault.status()) {
                // Only the creation of a record has a 409; elsewhere its state makes an operation "not allowed".
                case 409 -> method.equals("POST") && !path.endsWith("/buffer") ? 409 : 403;
                case 413 -> 400;
                case 429, 503 -> 500;
                default -> fault.status();
            };
        }
    },
    /** GovStack: the envelope of its answers with {@code errors} filled. */
    GOVSTACK {
        @Override
        Map<String, Object> body(Fault fault, Instant at) {
            return ordered("id", "govstack.enrollment", "version", "v1", "responsetime",
                    at.truncatedTo(ChronoUnit.MILLIS).toString(), "response", List.of(), "errors",
                    List.of(ordered("errorCode", fault.problem().code(), "message", sentence(fault.problem()))));
        }
    },
    /** OAuth 2.0 (RFC 6749, 5.2). */
    OAUTH {
        @Override
        Map<String, Object> body(Fault fault, Instant at) {
            return ordered("error", error(fault), "error_description", fault.problem().message());
        }

        @Override
        int status(Fault fault, String method, String path) {
            return switch (error(fault)) {
                case "invalid_client" -> 401;
                case "invalid_scope" -> 400;
                default -> fault.status();
            };
        }

        private String error(Fault fault) {
            return switch (fault.problem().code()) {
                case "CLIENT_UNKNOWN", "ASSERTION_INVALID", "ASSERTION_REPLAYED" -> "invalid_client";
                case "SCOPE_NOT_ALLOWED", "SCOPE_UNKNOWN" -> "invalid_scope";
                default -> fault.status() == 503 || fault.status() == 429 ? "temporarily_unavailable"
                        : fault.status() >= 500 ? "server_error" : "invalid_request";
            };
        }
    };

    abstract Map<String, Object> body(Fault fault, Instant at);

    int status(Fault fault, String method, String path) {
        return fault.status();
    }

    /** The protocol that a path belongs to. */
    static ErrorForm ofPath(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (relative.startsWith("v1/")) {
            return OSIA;
        }
        if (relative.equals("enrollment")) {
            return GOVSTACK;
        }
        return relative.startsWith("oauth/") ? OAUTH : OWN;
    }

    /** Protocols without a place for the field get it in front of the message. */
    private static String sentence(Problem problem) {
        return problem.field().isEmpty() ? problem.message() : problem.field() + ": " + problem.message();
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
