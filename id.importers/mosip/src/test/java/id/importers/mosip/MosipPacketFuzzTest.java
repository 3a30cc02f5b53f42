package id.importers.mosip;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Packets of MOSIP: the envelope, the zip files, their JSON, the hashes, CBEFF and the mapping. The first byte says where the
 * input comes in, since nothing finds a signature by chance: as the packet, as what its envelope holds, as what a sub-packet
 * holds (whose hashes and signature the harness then makes), as its ID.json, as its meta info, as its biometrics or as the
 * settings of the mapping. Nothing but what the machine signed is ever read.
 */
public class MosipPacketFuzzTest extends FuzzTest {
    private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7 };
    private static MosipKeys keys;
    private static PacketReader reader;
    private MosipKeys made;

    @Override
    protected void prepare(Path folder) throws Exception {
        made = new MosipKeys(folder);
    }

    @Override
    protected int longest() {
        return 16 * 1024;
    }

    @Override
    protected List<String> guides() {
        return List.of("com.sun.org.apache.xerces.internal.impl.*", "com.fasterxml.jackson.core.*");
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        MosipWriter writer = person(made);
        Map<String, byte[]> files = writer.files();
        seeds.add(seed(0, writer.write()));
        seeds.add(seed(1, MosipWriter.zip(files)));
        seeds.add(seed(2, MosipWriter.zip(writer.inside())));
        seeds.add(seed(3, writer.identity().toString().getBytes(StandardCharsets.UTF_8)));
        seeds.add(seed(4, writer.inside().get("packet_meta_info.json")));
        seeds.add(seed(5, MosipWriter.cbeff(MosipWriter.segment("Finger", "Right IndexFinger", PNG, false),
                MosipWriter.segment("Face", "", new byte[0], true), MosipWriter.segment("ExceptionPhoto", "", PNG, false))));
        seeds.add(seed(5, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><BIR>&e;</BIR>".getBytes(StandardCharsets.UTF_8)));
        seeds.add(seed(6,
                ("{\"attributes\":{\"name\":{\"fields\":[\"fullName\"],\"form\":\"text\"},\"g\":{\"fields\":[\"gender\"],\"form\":\"code\","
                        + "\"codes\":{\"MLE\":\"male\"}}},\"biometrics\":\"individualBiometrics\",\"leftOut\":[\"phone\"]}")
                        .getBytes(StandardCharsets.UTF_8)));
        return seeds;
    }

    private static byte[] seed(int where, byte[] content) {
        return ByteBuffer.allocate(1 + content.length).put((byte) where).put(content).array();
    }

    private static MosipWriter person(MosipKeys keys) throws Exception {
        return new MosipWriter(MosipWriter.RID, keys).person("x")
                .document("id", "proofOfAddress", "RNC", "pdf", new byte[]{ 1 })
                .biometrics("individualBiometrics", MosipWriter.segment("Finger", "Right IndexFinger", PNG, false));
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (reader == null) {
            keys = new MosipKeys(fixture());
            reader = new PacketReader(PacketKeys.of(keys.store("registration"), MosipKeys.PASSWORD.toCharArray()),
                    Machines.read(keys.machines()));
        }
        if (input.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input[0] & 7) {
                case 0 -> map(content);
                case 1 -> map(MosipWriter.seal(content, keys.certificate("registration"), MosipWriter.Layout.VER_R2));
                case 2 -> map(subPacket(content));
                case 3 -> map(identity(content));
                case 4 -> map(metaInfo(content));
                case 5 -> BirReader.read(Bytes.of(content), "individualBiometrics");
                default -> EnrollmentMapping.of(content);
            }
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
        }
    }

    private static void map(byte[] packet) {
        MosipPacket read = reader.read(packet);
        if (!read.machine().equals("10077")) {
            throw new AssertionError("Read what the machine did not sign");
        }
        EnrollmentMapping.standard().apply(read, Instant.EPOCH);
    }

    private static byte[] identity(byte[] content) throws Exception {
        String json = "{\"identity\":" + new String(content, StandardCharsets.UTF_8) + "}";
        MosipWriter writer = person(keys);
        writer.beforeHash = files -> files.put("ID.json", json.getBytes(StandardCharsets.UTF_8));
        return writer.write();
    }

    private static byte[] metaInfo(byte[] content) throws Exception {
        MosipWriter writer = person(keys);
        writer.afterHash = files -> files.put("packet_meta_info.json", content);
        return writer.write();
    }

    private static byte[] subPacket(byte[] content) throws Exception {
        MosipWriter writer = person(keys);
        writer.plain = zip -> content;
        return writer.write();
    }
}
