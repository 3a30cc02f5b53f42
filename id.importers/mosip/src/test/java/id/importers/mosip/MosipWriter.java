package id.importers.mosip;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes packets as MOSIP's registration client does, in every version of its envelope; and, where a test tells it to,
 * wrong ones.
 */
public final class MosipWriter {
    public static final String RID = "10001100770006920220128223618";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What stands before the wrapped key. */
    public enum Layout {
        BARE, THUMBPRINT, VER_R2
    }

    /** One sub-packet as it will be. */
    static final class Part {
        final Map<String, byte[]> data = new LinkedHashMap<>();
        final Map<String, byte[]> operations = new LinkedHashMap<>();
        final ObjectNode identity = JSON.createObjectNode().put("IDSchemaVersion", 0.1);
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final String rid;
    String signedRid;
    String process = "NEW";
    String registrationType = "NEW";
    String machine = MosipKeys.MACHINE;
    Layout layout = Layout.VER_R2;
    X509Certificate recipient;
    PrivateKey signer;
    /** What is done to the data of the sub-packet {@code id} before it is hashed. */
    Consumer<Map<String, byte[]>> beforeHash = files -> {};
    /** What is done to the files of the sub-packet {@code id} once they are hashed, and before they are signed. */
    Consumer<Map<String, byte[]>> afterHash = files -> {};
    /** What is signed in the place of the zip file of a sub-packet. */
    UnaryOperator<byte[]> plain = zip -> zip;
    /** What is done to the JSON beside the sub-packet {@code id}. */
    Consumer<ObjectNode> info = json -> {};
    /** What is done to the files of the packet, all hashed and signed. */
    Consumer<Map<String, byte[]>> outer = files -> {};

    public MosipWriter(String rid, MosipKeys keys) throws GeneralSecurityException {
        this.rid = rid;
        this.signedRid = rid;
        this.recipient = keys.certificate("registration");
        this.signer = keys.key("machine");
    }

    public MosipWriter layout(Layout chosen) {
        this.layout = chosen;
        return this;
    }

    Part part(String kind) {
        return parts.computeIfAbsent(kind, any -> new Part());
    }

    /** Fields of the sub-packet {@code id}. */
    public ObjectNode identity() {
        return part("id").identity;
    }

    /** A text in two languages. */
    public MosipWriter texts(String field, String english, String french) {
        ArrayNode list = identity().putArray(field);
        list.addObject().put("language", "eng").put("value", english);
        list.addObject().put("language", "fra").put("value", french);
        return this;
    }

    /** A person as MOSIP's sample schema has it. */
    public MosipWriter person(String name) {
        texts("fullName", name, name + " fr").texts("gender", "FLE", "FLE").texts("addressLine1", "1 Hill Road", "1 rue de la Colline");
        texts("city", "Kenitra", "Kénitra").texts("region", "Rabat", "Rabat");
        identity().put("dateOfBirth", "1990/12/31").put("phone", "0000535081").put("email", "someone@example.org").put("postalCode",
                "10114");
        return this;
    }

    public MosipWriter document(String kind, String field, String type, String format, byte[] content) {
        part(kind).identity.putObject(field).put("format", format).put("type", type).put("value", field);
        part(kind).data.put(field + "." + format, content);
        return this;
    }

    /** Samples as CBEFF segments, made by {@link #segment}. */
    public MosipWriter biometrics(String field, String... segments) {
        identity().putObject(field).put("format", "cbeff").put("version", 1).put("value", field + "_bio_CBEFF");
        // Biometrics come first in the sequence.
        Map<String, byte[]> rest = new LinkedHashMap<>(part("id").data);
        part("id").data.clear();
        part("id").data.put(field + "_bio_CBEFF.xml", cbeff(segments));
        part("id").data.putAll(rest);
        return this;
    }

    static byte[] cbeff(String... segments) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><BIR xmlns=\"http://standards.iso.org/iso-iec/19785/-3/ed-2/\">"
                + "<BIRInfo><Integrity>false</Integrity></BIRInfo>" + String.join("", segments) + "</BIR>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One segment, with all that MOSIP writes into it. */
    public static String segment(String type, String subtype, byte[] data, boolean exception) {
        String version = "<Major>1</Major><Minor>1</Minor>";
        return "<BIR><Version>" + version + "</Version><CBEFFVersion>" + version
                + "</CBEFFVersion><BIRInfo><Integrity>false</Integrity></BIRInfo>"
                + "<BDBInfo><Index>4c099c1f-4fb2-4de3-8a2f-928f79430e9b</Index><Format><Organization>Mosip</Organization><Type>7</Type></Format>"
                + "<CreationDate>2022-01-28T22:36:18.105Z</CreationDate><Type>" + type + "</Type><Subtype>" + subtype
                + "</Subtype><Level>Raw</Level><Purpose>Enroll</Purpose><Quality><Algorithm><Organization>HMAC</Organization>"
                + "<Type>SHA-256</Type></Algorithm><Score>90</Score></Quality></BDBInfo><BDB>" + Base64.getEncoder().encodeToString(data)
                + "</BDB><SB>e30uLmU=</SB><others><entry key=\"EXCEPTION\">" + exception
                + "</entry><entry key=\"RETRIES\">1</entry></others></BIR>";
    }

    /** The packet, encrypted. */
    public byte[] write() throws IOException, GeneralSecurityException {
        return seal(zip(files()), recipient, layout);
    }

    /** The files of the packet, each sub-packet encrypted and signed. */
    Map<String, byte[]> files() throws IOException, GeneralSecurityException {
        part("id").operations.putIfAbsent("audit.json", "[{\"uuid\":\"1\"}]".getBytes(StandardCharsets.UTF_8));
        Map<String, byte[]> files = new LinkedHashMap<>();
        String folder = "REGISTRATION_CLIENT/" + process + "/";
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            boolean id = part.getKey().equals("id");
            byte[] inside = plain.apply(zip(inside(part.getValue(), id)));
            byte[] sealed = seal(inside, recipient, layout);
            String name = rid + "_" + part.getKey();
            ObjectNode beside = JSON.createObjectNode().put("id", rid + "-" + machine + "-20220128223618").put("packetname", name)
                    .put("source", "REGISTRATION_CLIENT").put("process", process).put("refid", machine).put("schemaversion", "0.1")
                    .put("signature", url(sign(inside))).put("encryptedhash", url(sha256(sealed))).put("providername", "PacketWriterImpl")
                    .put("providerversion", "v1.0").put("creationdate", "2022-01-28T22:36:18.370Z");
            if (id) {
                info.accept(beside);
            }
            files.put(folder + name + ".zip", sealed);
            files.put(folder + name + ".json", JSON.writeValueAsBytes(beside));
        }
        outer.accept(files);
        return files;
    }

    /** The files of the sub-packet {@code id}. */
    Map<String, byte[]> inside() throws IOException, GeneralSecurityException {
        return inside(part("id"), true);
    }

    private Map<String, byte[]> inside(Part part, boolean id) throws IOException, GeneralSecurityException {
        part.data.put("ID.json", ("{ \"identity\" : " + part.identity + " } ").getBytes(StandardCharsets.UTF_8));
        if (id) {
            beforeHash.accept(part.data);
        }
        Map<String, byte[]> files = new LinkedHashMap<>(part.data);
        ObjectNode meta = JSON.createObjectNode().put("registrationId", signedRid).put("creationDate", "2022-01-28T22:36:18.105Z");
        ArrayNode labels = meta.putArray("metaData");
        labels.addObject().put("label", "centerId").put("value", machine.split("_")[0]);
        labels.addObject().put("label", "machineId").put("value", machine.split("_")[1]);
        labels.addObject().put("label", "registrationType").put("value", registrationType);
        labels.addObject().put("label", "preRegistrationId").putNull("value");
        ArrayNode first = meta.putArray("hashSequence1");
        sequence(first, "biometricSequence", part.data.keySet().stream().filter(name -> name.endsWith("_CBEFF.xml")).toList());
        sequence(first, "demographicSequence", part.data.keySet().stream().filter(name -> !name.endsWith("_CBEFF.xml")).toList());
        // The client's writer keeps one object for all sub-packets: evidence and optional repeat the sequence of id.
        sequence(meta.putArray("hashSequence2"), "otherFiles", List.of("audit.json"));
        files.put("packet_data_hash.txt", hash(part.data));
        if (id) {
            files.putAll(part.operations);
            files.put("packet_operations_hash.txt", hash(part.operations));
        }
        files.put("packet_meta_info.json", ("{ \"identity\" : " + meta + " } ").getBytes(StandardCharsets.UTF_8));
        if (id) {
            afterHash.accept(files);
        }
        return files;
    }

    private static void sequence(ArrayNode list, String label, List<String> names) {
        ArrayNode values = list.addObject().put("label", label).putArray("value");
        names.forEach(name -> values.add(name.substring(0, name.lastIndexOf('.'))));
    }

    /** Biometrics before the rest, whatever the order of the files in the zip. */
    private static byte[] hash(Map<String, byte[]> files) throws GeneralSecurityException {
        List<byte[]> ordered = new ArrayList<>();
        files.forEach((name, content) -> {
            if (name.endsWith("_CBEFF.xml")) {
                ordered.add(content);
            }
        });
        files.forEach((name, content) -> {
            if (!name.endsWith("_CBEFF.xml")) {
                ordered.add(content);
            }
        });
        return HexFormat.of().withUpperCase().formatHex(sha256(ordered.toArray(byte[][]::new))).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] sign(byte[] plain) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signer);
        signature.update(plain);
        return signature.sign();
    }

    static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] seal(byte[] plain, X509Certificate recipient, Layout layout) throws GeneralSecurityException {
        byte[] key = random(32);
        byte[] nonce = random(12);
        byte[] associated = random(32);
        Cipher wrapping = Cipher.getInstance("RSA/ECB/OAEPPadding");
        wrapping.init(Cipher.ENCRYPT_MODE, recipient.getPublicKey(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associated);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(nonce);
        out.writeBytes(associated);
        if (layout == Layout.VER_R2) {
            out.writeBytes("VER_R2".getBytes(StandardCharsets.US_ASCII));
        }
        if (layout != Layout.BARE) {
            out.writeBytes(sha256(recipient.getEncoded()));
        }
        out.writeBytes(wrapping.doFinal(key));
        out.writeBytes("#KEY_SPLITTER#".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(cipher.doFinal(plain));
        return out.toByteArray();
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
