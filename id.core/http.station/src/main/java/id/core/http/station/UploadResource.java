package id.core.http.station;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.value.ClientId;
import id.core.http.station.UploadState.Kind;
import id.core.http.station.UploadState.Outcome;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * Packets that survive a cut line: the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload) with the extensions
 * creation, checksum, expiration and termination. What is acknowledged is on disk. An upload is its client's alone.
 */
@Component(service = UploadResource.class)
@JakartarsResource
@JakartarsExtensionSelect("(osgi.jakartars.name=idem.gate)")
@Path("/station/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("station.packet")
public final class UploadResource {
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String VERSION = "1.0.0";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final int CHECKSUM_MISMATCH = 460;

    private final Uploads uploads;

    @Activate
    public UploadResource(@Reference Uploads uploads) {
        this.uploads = uploads;
    }

    /** What this server speaks. */
    @OPTIONS
    public Response options() {
        return Response.noContent().header(RESUMABLE, VERSION).header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,checksum,expiration,termination").header("Tus-Max-Size", uploads.largest())
                .header("Tus-Checksum-Algorithm", Checksum.NAMES).build();
    }

    @POST
    public Response create(@HeaderParam(RESUMABLE) String version, @HeaderParam(LENGTH) String length, @Context SecurityContext caller) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        long bytes = number(LENGTH, length);
        if (bytes < 1) {
            throw new IdentityException(GeneralError.INVALID_VALUE, LENGTH, "A packet has at least one byte");
        }
        Upload upload = uploads.create(client(caller), bytes);
        return with(upload, Response.status(Response.Status.CREATED)).header("Location", "/station/v1/uploads/" + upload.id())
                .header(OFFSET, 0).build();
    }

    /** Where the upload is; ends what an earlier request on a dead line still does. */
    @HEAD
    @Path("{id}")
    public Response head(@HeaderParam(RESUMABLE) String version, @PathParam("id") String id, @Context SecurityContext caller) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        Upload upload = uploads.of(id, client(caller));
        return with(upload, Response.ok()).header(OFFSET, offset(upload)).header(LENGTH, upload.state().length())
                .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** What came of the upload; not of tus. */
    @GET
    @Path("{id}")
    public Map<String, Object> look(@PathParam("id") String id, @Context SecurityContext caller) {
        Upload upload = uploads.of(id, client(caller));
        Outcome outcome = upload.state().outcome();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", outcome.kind().name());
        answer.put("length", upload.state().length());
        answer.put("expiresAt", upload.state().expiresAt().toString());
        outcome.enrollment().ifPresent(enrollment -> answer.put("enrollmentId", enrollment));
        answer.put("errors", outcome.kind() == Kind.REFUSED ? List.of(error(outcome)) : List.of());
        return answer;
    }

    /**
     * Takes bytes; those that complete the upload give it to the pipeline, and are answered by what that says. Sent again
     * without a byte at the end, it is answered the same.
     */
    @PATCH
    @Path("{id}")
    @Consumes("application/offset+octet-stream")
    public Response append(@HeaderParam(RESUMABLE) String version, @HeaderParam(OFFSET) String offset,
            @HeaderParam("Upload-Checksum") String checksum, @PathParam("id") String id, InputStream body,
            @Context SecurityContext caller) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        Upload upload = uploads.of(id, client(caller));
        long from = number(OFFSET, offset);
        Optional<Checksum> wanted = Checksum.of(checksum);
        if (upload.state().outcome().isFinal()) {
            return from == upload.state().length() ? finished(upload, upload.state().outcome()) : elsewhere();
        }
        try {
            long now = upload.append(from, body, wanted);
            return upload.isComplete() ? finished(upload, uploads.finish(upload))
                    : with(upload, Response.noContent()).header(OFFSET, now).build();
        } catch (Upload.ChecksumMismatch mismatch) {
            return Response.status(CHECKSUM_MISMATCH, "Checksum Mismatch").header(RESUMABLE, VERSION)
                    .entity(Map.of("errors", List.of(Map.of("code", "CHECKSUM_MISMATCH", "field", "Upload-Checksum", "message",
                            "The bytes do not have that checksum and were dropped: send them again"))))
                    .build();
        } catch (IOException lineBroke) {
            throw Uploads.unavailable(lineBroke);
        }
    }

    /** Takes an upload back; what became an enrollment stays one. */
    @DELETE
    @Path("{id}")
    public Response delete(@HeaderParam(RESUMABLE) String version, @PathParam("id") String id, @Context SecurityContext caller) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        uploads.discard(uploads.of(id, client(caller)));
        return Response.noContent().header(RESUMABLE, VERSION).build();
    }

    private static long offset(Upload upload) {
        if (upload.state().outcome().isFinal()) {
            return upload.state().length();
        }
        try {
            return upload.takeOver();
        } catch (IOException failed) {
            throw Uploads.unavailable(failed);
        }
    }

    private static Response finished(Upload upload, Outcome outcome) {
        if (outcome.kind() == Kind.REFUSED) {
            String code = outcome.code();
            int status = code.endsWith("_REPLAYED") || code.endsWith("_EXISTS") ? 409 : code.equals("TOO_LARGE") ? 413 : 400;
            return with(upload, Response.status(status)).entity(Map.of("errors", List.of(error(outcome)))).build();
        }
        return with(upload, Response.noContent()).header(OFFSET, upload.state().length())
                .header("Idem-Enrollment", outcome.enrollment().orElseThrow()).build();
    }

    private static Map<String, String> error(Outcome outcome) {
        return Map.of("code", outcome.code(), "field", outcome.field(), "message", outcome.message());
    }

    private static ResponseBuilder with(Upload upload, ResponseBuilder answer) {
        return answer.header(RESUMABLE, VERSION).header("Upload-Expires",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(upload.state().expiresAt().atOffset(ZoneOffset.UTC)));
    }

    private static Response otherVersion() {
        return Response.status(Response.Status.PRECONDITION_FAILED).header(RESUMABLE, VERSION).header("Tus-Version", VERSION)
                .entity(Map.of("errors", List.of(Map.of("code", "INVALID_VALUE", "field", RESUMABLE, "message",
                        "Speak tus " + VERSION + ": send Tus-Resumable: " + VERSION))))
                .build();
    }

    private static Response elsewhere() {
        throw new IdentityException(GeneralError.CONFLICT, OFFSET,
                "The upload is at another offset: ask for it by HEAD and go on from there");
    }

    private static long number(String header, String value) {
        if (value == null || !value.matches("[0-9]{1,15}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, header, "Send " + header + ": a number of bytes");
        }
        return Long.parseLong(value);
    }

    private static ClientId client(SecurityContext caller) {
        return new ClientId(caller.getUserPrincipal().getName());
    }
}
