package id.core.http.govstack;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.enrollment.EnrollmentService;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.RandomSource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code PUT /enrollment} of the GovStack Identity Building Block. */
@Component(service = EnrollmentResource.class, configurationPid = { "id.core.http.govstack", "id.mapping" })
@JakartarsResource
@JakartarsExtensionSelect("(osgi.jakartars.name=idem.gate)")
@Path("/enrollment")
@Produces(MediaType.APPLICATION_JSON)
public final class EnrollmentResource {
    /** Settings, and the country's names of three attributes. */
    @ObjectClassDefinition(name = "GovStack enrollment")
    public @interface Config {
        @AttributeDefinition(
                description = "What GovStack fields are among the country's attributes: field=attribute; several fields of one attribute are joined")
        String[] fields() default { "fullName=name", "name=name", "firstName=name", "middleName=name", "lastName=name",
                "dateOfBirth=dateOfBirth", "birthdate=dateOfBirth", "gender=gender", "phone=phone",
                "phone_number=phone", "email=email", "addressLine1=address", "addressLine2=address",
                "addressLine3=address", "address=address", "city=address", "postalCode=address", "region=region",
                "province=region", "nationality=nationality", "residenceStatus=nationality", "guardian=guardian",
                "parentOrGuardianName=guardian" };

        @AttributeDefinition(description = "GovStack fields that are passed over")
        String[] ignoredFields() default { "IDSchemaVersion", "preferredLang" };

        @AttributeDefinition(description = "The country's attribute for the date of birth")
        String dateOfBirth() default "dateOfBirth";

        @AttributeDefinition(description = "The country's attribute for the phone number")
        String phone() default "phone";

        @AttributeDefinition(description = "The country's attribute for the e-mail address")
        String email() default "email";
    }

    /** One accepted packet. */
    record Packet(String id, String packetName, String source, String process, String refId, String schemaVersion,
            String encryptedHash, String providerName, String providerVersion, String creationDate) {}

    /** The envelope of an answer. */
    record Answer(String id, String version, String responsetime, List<Packet> response, List<Object> errors) {}

    private final EnrollmentService enrollments;
    private final Sealer sealer;
    private final InstantSource clock;
    private final RandomSource random;
    private final FieldMapping mapping;
    private final String version;

    @Activate
    public EnrollmentResource(Config config, BundleContext context, @Reference EnrollmentService enrollments,
            @Reference Sealer sealer, @Reference InstantSource clock, @Reference RandomSource random) {
        this.enrollments = enrollments;
        this.sealer = sealer;
        this.clock = clock;
        this.random = random;
        this.mapping = new FieldMapping(List.of(config.fields()),
                Set.of(config.dateOfBirth(), config.phone(), config.email()), Set.of(config.ignoredFields()),
                config.dateOfBirth());
        this.version = context.getBundle().getVersion().toString();
    }

    /** Takes an enrollment in. Whether the person gets a number is known later: the packet is on its way with 201. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("enroll.write")
    public Response enroll(JsonNode body, @Context SecurityContext caller) {
        PacketRequest request = new PacketRequest(body, mapping);
        EnrollmentId id = id(request);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SealedPacket sealed = sealer.seal(request.toPacket(id, now));
        enrollments.submit(sealed, new ClientId(caller.getUserPrincipal().getName()));
        Packet packet = new Packet(id.value(), id.value(), request.text("source"), "NEW", request.text("refId"), "1.0",
                hash(sealed), "Idem", version, now.toString());
        Answer answer = new Answer(body.path("id").asText("govstack.enrollment"), body.path("version").asText("v1"),
                now.toString(), List.of(packet), List.of());
        return Response.status(Response.Status.CREATED).entity(answer).build();
    }

    private EnrollmentId id(PacketRequest request) {
        String given = request.text("id");
        try {
            return new EnrollmentId(given.isEmpty() ? random.id128() : given);
        } catch (IdentityException wrong) {
            throw wrong.at("request.id");
        }
    }

    private static String hash(SealedPacket packet) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(packet.content().toArray()));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
