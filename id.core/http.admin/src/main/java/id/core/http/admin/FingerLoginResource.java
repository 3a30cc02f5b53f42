package id.core.http.admin;

import id.api.access.StaffPersons;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * People log in by a finger in place of the password; open to everybody, since what is sent is the credential. A
 * resource of its own: without a matcher people still log in by password.
 */
@Component(service = FingerLoginResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/staff/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class FingerLoginResource {
    private final StaffPersons persons;

    @Activate
    public FingerLoginResource(@Reference StaffPersons persons) {
        this.persons = persons;
    }

    /** Name, a captured finger as verification takes it, and the six digits that the authenticator shows. */
    record FingerLogin(String name, String position, byte[] data, String format, String code) {
        @Override
        public String toString() {
            return "FingerLogin[***]";
        }
    }

    @POST
    @Path("finger-login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response login(FingerLogin body, @HeaderParam(HttpHeaders.USER_AGENT) String browser) {
        return SessionAnswer.begun(persons.login(StaffLoginResource.text(body.name()), sample(body),
                StaffLoginResource.text(body.code()), StaffLoginResource.text(browser)));
    }

    private static BiometricSample sample(FingerLogin body) {
        Position finger = Position.ofLabel(Request.required(body.position(), "position"))
                .filter(position -> position.modality() == Modality.FINGER)
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, "position",
                        "No such finger: write one like right-index or unknown-finger"));
        Bytes bytes = Bytes.of(Request.required(body.data(), "data"));
        Optional<SampleFormat> format = body.format() == null ? SampleFormat.detect(bytes)
                : Arrays.stream(SampleFormat.values()).filter(known -> known.name().equals(body.format())).findFirst();
        return new BiometricSample(Modality.FINGER, finger,
                format.orElseThrow(() -> new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED,
                        body.format() == null ? "data" : "format",
                        "Not a known format: send one of " + Arrays.toString(SampleFormat.values()))),
                bytes);
    }
}
