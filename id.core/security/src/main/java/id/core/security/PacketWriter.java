package id.core.security;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Cbeff;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.core.security.PacketManifest.Kind;
import id.core.security.PacketManifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes packets as a stream; every part is read twice, for its digest and for its content. */
final class PacketWriter {
    private static final int BUFFER = 16 * 1024;
    private static final int PACKET_ID_BYTES = 16;

    private final PacketRecipient recipient;
    private final Map<SignerRole, ClientId> signers;
    private final UnaryOperator<byte[]> signatures;
    private final SecureRandom random = new SecureRandom();

    /**
     * Something to be read twice.
     */
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * One part to be written.
     *
     * @param described
     *            as it stands in the manifest
     */
    record Content(Part described, Source source) {}

    /**
     * @param signers
     *            who signs
     * @param signatures
     *            from a manifest to its JWS
     */
    PacketWriter(PacketRecipient recipient, Map<SignerRole, ClientId> signers, UnaryOperator<byte[]> signatures) {
        this.recipient = recipient;
        this.signers = signers;
        this.signatures = signatures;
    }

    void write(EnrollmentPacket packet, String process, OutputStream out) throws IOException {
        List<Content> parts = new ArrayList<>();
        parts.add(part(Kind.DEMOGRAPHICS, "application/json", PacketJson.write(packet.attributes())));
        if (!packet.samples().isEmpty()) {
            checkFormats(packet.samples());
            parts.add(part(Kind.BIOMETRICS, "application/xml",
                    Cbeff.write(packet.samples(), packet.capturedAt()).toArray()));
        }
        for (Document document : packet.documents()) {
            if (!(document.content() instanceof DocumentContent.InMemory(Bytes bytes))) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "documents", "Only documents in memory can be sealed");
            }
            parts.add(part(Kind.DOCUMENT, document.name(), document.type(), document.mediaType(),
                    () -> new java.io.ByteArrayInputStream(bytes.toArray())));
        }
        write(packet, process, parts, out);
    }

    void write(EnrollmentPacket packet, String process, List<Content> parts, OutputStream out) throws IOException {
        byte[] packetId = new byte[PACKET_ID_BYTES];
        random.nextBytes(packetId);
        PacketManifest manifest = new PacketManifest(java.util.HexFormat.of().formatHex(packetId), packet.id(), process,
                packet.capturedAt(), packet.centre(), packet.station(), recipient.agreement().getKeyID(), signers,
                parts.stream().map(Content::described).toList());
        write(manifest, parts, out);
    }

    void write(PacketManifest manifest, List<Content> parts, OutputStream out) throws IOException {
        byte[] signed = signatures.apply(ManifestJson.write(manifest));
        try (ChunkWriter chunks = new ChunkWriter(out, Preamble.write(out, recipient, random).chunks())) {
            chunks.write(ByteBuffer.allocate(Integer.BYTES).putInt(signed.length).array());
            chunks.write(signed);
            for (Content part : parts) {
                try (InputStream in = part.source().open()) {
                    in.transferTo(chunks);
                }
            }
        }
    }

    static Content part(Kind kind, String mediaType, byte[] content) throws IOException {
        return part(kind, kind.name().toLowerCase(Locale.ROOT), kind.name(), mediaType,
                () -> new java.io.ByteArrayInputStream(content));
    }

    static Content part(Kind kind, String name, String type, String mediaType, Source source) throws IOException {
        MessageDigest digest = PartInput.sha256();
        long size = 0;
        try (InputStream in = source.open()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
        }
        return new Content(new Part(kind, name, type, mediaType, size, Bytes.of(digest.digest())), source);
    }

    /** In a packet the first bytes of a sample say what it is: what says otherwise would be read as something else. */
    private static void checkFormats(List<BiometricSample> samples) {
        for (int i = 0; i < samples.size(); i++) {
            BiometricSample sample = samples.get(i);
            if (!SampleFormat.detect(sample.data()).equals(java.util.Optional.of(sample.format()))) {
                throw new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, "biometrics[" + i + "]",
                        "The sample does not begin as " + sample.format() + " does: send it with the format that it is in");
            }
        }
    }
}
