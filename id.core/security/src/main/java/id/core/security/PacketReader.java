package id.core.security;

import id.api.biometric.BiometricSample;
import id.api.biometric.Cbeff;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.security.OpenedPacket;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.core.security.PacketManifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The content of one packet: the manifest, then its parts. What is small is kept and read at the end; the rest passes. */
final class PacketReader {
    static final int MAX_MANIFEST = 256 * 1024;

    private final InputStream content;
    private final ManifestSignatures signatures;
    private final PacketSettings.Values limits;
    private final List<Document> documents = new ArrayList<>();
    private byte[] demographics;
    private byte[] biometrics;

    PacketReader(InputStream content, ManifestSignatures signatures, PacketSettings.Values limits) {
        this.content = content;
        this.signatures = signatures;
        this.limits = limits;
    }

    OpenedPacket read(String recipient, DocumentVisitor visitor) throws IOException {
        ManifestSignatures.Signed signed = signatures.check(manifest());
        PacketManifest manifest = ManifestJson.read(signed.payload());
        checkWhose(manifest, recipient, signed.signers());
        for (Part part : manifest.parts()) {
            try {
                read(part, visitor);
            } catch (IdentityException wrong) {
                // Which of the documents is told by its number: a name that came from outside may be a person's.
                throw wrong.field().equals(part.name()) ? wrong.at(field(part)) : wrong;
            }
        }
        if (content.read() >= 0) {
            throw PacketRefusal.malformed("parts", "More follows than the manifest lists");
        }
        // Only now everything is what was signed, and the whole of it.
        Attributes attributes = PacketJson.read(demographics);
        EnrollmentPacket packet = new EnrollmentPacket(manifest.enrollmentId(), manifest.capturedAt(), attributes, samples(),
                documents, manifest.centre(), manifest.station());
        return new OpenedPacket(packet, manifest.packetId(), manifest.process(), manifest.signers());
    }

    private byte[] manifest() throws IOException {
        byte[] length = content.readNBytes(Integer.BYTES);
        int size = length.length < Integer.BYTES ? 0 : ByteBuffer.wrap(length).getInt();
        if (size < 1 || size > MAX_MANIFEST) {
            throw PacketRefusal.malformed(PacketRefusal.FIELD, "The manifest has 1 to " + MAX_MANIFEST + " bytes");
        }
        byte[] manifest = content.readNBytes(size);
        if (manifest.length < size) {
            throw PacketRefusal.malformed(PacketRefusal.FIELD, "The packet ends within its manifest");
        }
        return manifest;
    }

    private void checkWhose(PacketManifest manifest, String recipient, Map<SignerRole, ClientId> signers) {
        if (!manifest.recipient().equals(recipient)) {
            throw PacketRefusal.signature("The manifest was signed for another enrollment key than the packet is sealed to", null);
        }
        if (!manifest.signers().equals(signers)) {
            throw PacketRefusal.signature("The manifest was signed by others than it names", null);
        }
        // What the server seals itself came in under the name of a client that was let in.
        if (!signers.get(SignerRole.STATION).equals(ManifestSignatures.SERVER)) {
            Set<SignerRole> missing = limits.signersOf(manifest.process()).stream().filter(role -> !signers.containsKey(role))
                    .collect(Collectors.toSet());
            if (!missing.isEmpty()) {
                throw new IdentityException(SecurityError.PACKET_SIGNATURE_MISSING, "signers", "Packets of process "
                        + manifest.process() + " are signed by "
                        + missing.stream().map(ManifestJson::label).sorted().collect(Collectors.joining(" and ")) + " as well");
            }
        }
    }

    private String field(Part part) {
        return switch (part.kind()) {
            case DEMOGRAPHICS -> "attributes";
            case BIOMETRICS -> "biometrics";
            case DOCUMENT -> "documents[" + documents.size() + "]";
        };
    }

    private void read(Part part, DocumentVisitor visitor) throws IOException {
        switch (part.kind()) {
            case DEMOGRAPHICS -> demographics = kept(part, limits.demographics());
            case BIOMETRICS -> biometrics = kept(part, limits.biometrics());
            case DOCUMENT -> {
                checkSize(part, limits.document());
                Document document = document(part);
                PartInput input = new PartInput(content, part);
                try {
                    visitor.visit(document, input);
                    input.finish();
                } finally {
                    input.revoke();
                }
                documents.add(document);
            }
        }
    }

    private Document document(Part part) {
        try {
            return new Document(part.name(), part.type(), part.mediaType(),
                    new DocumentContent.InPacket(part.size(), part.sha256()));
        } catch (IdentityException wrong) {
            throw wrong.at(field(part));
        }
    }

    private byte[] kept(Part part, int limit) throws IOException {
        checkSize(part, limit);
        PartInput input = new PartInput(content, part);
        byte[] all = input.readNBytes((int) part.size());
        input.finish();
        return all;
    }

    private void checkSize(Part part, int limit) {
        if (part.size() > limit) {
            throw PacketRefusal.tooLarge(field(part), "This part", limit);
        }
    }

    private List<BiometricSample> samples() {
        if (biometrics == null) {
            return List.of();
        }
        try {
            return Cbeff.read(Bytes.of(biometrics));
        } catch (IdentityException wrong) {
            throw wrong.at(wrong.field().replaceFirst("^BIR\\[", "biometrics["));
        }
    }
}
