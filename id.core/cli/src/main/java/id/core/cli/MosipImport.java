package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.error.IdentityException;
import id.importers.mosip.EnrollmentMapping;
import id.importers.mosip.ImportError;
import id.importers.mosip.MosipPacket;
import id.importers.mosip.PacketReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One run over packets of MOSIP, with a report of each. A packet that is refused stops nothing; a system that fails ends the
 * run, and the next one goes on from there. Nothing of a person is reported: files, ids of enrollments, codes and mends.
 */
final class MosipImport {
    private static final String ENROLLMENTS = "/admin/v1/enrollments/";

    private final PacketReader reader;
    private final EnrollmentMapping mapping;
    private final Api api;
    private final Output output;
    private final ArrayNode packets = Api.JSON.createArrayNode();
    private final Map<Result, Integer> counts = new EnumMap<>(Result.class);

    /** What became of a packet. */
    private enum Result {
        /** It is an enrollment now. */
        IMPORTED("imported"),
        /** An enrollment of its registration was there before. */
        ALREADY_THERE("alreadyThere"),
        /** It could be imported as far as that shows without the system; of a dry run. */
        CHECKED("checked"),
        /** Something is wrong with it. */
        REFUSED("refused");

        private final String count;

        Result(String count) {
            this.count = count;
        }
    }

    /** @param api
     *            null for a dry run */
    MosipImport(PacketReader reader, EnrollmentMapping mapping, Api api, Output output) {
        this.reader = reader;
        this.mapping = mapping;
        this.api = api;
        this.output = output;
    }

    /** @return the exit code of the command */
    int run(List<Path> files) {
        try {
            files.forEach(this::take);
        } catch (CommandFailure ended) {
            if (output.isJson()) {
                output.object(report(ended.errors()));
                return ended.exitCode();
            }
            output.line(summary() + "; the run ended before its end: start it again once the cause is mended");
            throw ended;
        }
        output.object(report(List.of()));
        output.line(summary());
        return counts.containsKey(Result.REFUSED) ? ExitCode.NEGATIVE : ExitCode.DONE;
    }

    private void take(Path file) {
        String id = "";
        try {
            MosipPacket packet = reader.read(content(file));
            id = EnrollmentMapping.enrollmentId(packet).value();
            ObjectNode body = EnrollmentJson.of(mapping.apply(packet, Instant.now()));
            if (api == null) {
                tell(Result.CHECKED, file, id, "", List.of());
            } else {
                send(file, id, body);
            }
        } catch (IdentityException refused) {
            tell(Result.REFUSED, file, id, "",
                    List.of(new ApiError(refused.code().name(), refused.field(), refused.getMessage())));
        } catch (IOException unreadable) {
            tell(Result.REFUSED, file, id, "",
                    List.of(new ApiError("FILE_UNREADABLE", "packet", "The file cannot be read: check its name and rights")));
        }
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.size(file) > PacketReader.MAX_BYTES) {
            throw new IdentityException(ImportError.PACKET_TOO_LARGE, "packet",
                    "The file is larger than " + PacketReader.MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /** Asks first: most of a run that goes on is there already. */
    private void send(Path file, String id, ObjectNode body) {
        try {
            JsonNode there = api.get(ENROLLMENTS + PathPart.of(id));
            tell(Result.ALREADY_THERE, file, id, Api.text(there, "status"), List.of());
            return;
        } catch (CommandFailure failure) {
            if (!is(failure, "NOT_FOUND")) {
                throw failure;
            }
        }
        try {
            JsonNode received = api.post("/station/v1/enrollments", body);
            tell(Result.IMPORTED, file, id, Api.text(received, "status"), List.of());
        } catch (CommandFailure failure) {
            if (is(failure, "ENROLLMENT_EXISTS")) {
                tell(Result.ALREADY_THERE, file, id, "", List.of());
            } else if (failure.exitCode() == ExitCode.WRONG_USE && !is(failure, "SCOPE_MISSING")) {
                tell(Result.REFUSED, file, id, "", failure.errors());
            } else {
                throw failure;
            }
        }
    }

    private static boolean is(CommandFailure failure, String code) {
        return failure.errors().stream().anyMatch(error -> error.code().equals(code));
    }

    private void tell(Result result, Path file, String id, String status, List<ApiError> errors) {
        counts.merge(result, 1, Integer::sum);
        if (output.isJson()) {
            ObjectNode packet = packets.addObject().put("file", file.getFileName().toString()).put("result", result.name())
                    .put("enrollmentId", id).put("status", status);
            add(errors, packet);
        }
        output.line("%-13s  %s%s%s".formatted(result, file.getFileName(), id.isEmpty() ? "" : "  " + id,
                status.isEmpty() ? "" : "  " + status));
        errors.forEach(error -> output.line("  " + error.line()));
    }

    private static void add(List<ApiError> errors, ObjectNode object) {
        ArrayNode list = object.putArray("errors");
        errors.forEach(error -> list.addObject().put("code", error.code()).put("field", error.field())
                .put("message", error.message()));
    }

    private ObjectNode report(List<ApiError> errors) {
        ObjectNode report = Api.object();
        for (Result result : Result.values()) {
            report.put(result.count, counts.getOrDefault(result, 0));
        }
        report.set("packets", packets);
        add(errors, report);
        return report;
    }

    private String summary() {
        String refused = ", " + counts.getOrDefault(Result.REFUSED, 0) + " refused";
        return api == null ? counts.getOrDefault(Result.CHECKED, 0) + " could be imported" + refused + "; nothing was sent"
                : counts.getOrDefault(Result.IMPORTED, 0) + " imported, " + counts.getOrDefault(Result.ALREADY_THERE, 0)
                        + " already there" + refused;
    }
}
