package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Packets as a station writes them after docs/decisions/sealed-packet.md, by a JOSE library and the JDK alone. */
record TestPackets(ECKey enrollmentKey) {
    private static final int CHUNK = 64 * 1024;

    byte[] seal(String station, ECKey stationKey, String enrollment, ArrayNode fingers) throws Exception {
        byte[] demographics = HttpApi.attributes("Paula Packet").put("schemaVersion", "1.0").toString()
                .getBytes(StandardCharsets.UTF_8);
        byte[] biometrics = cbeff(fingers);
        ObjectNode manifest = HttpApi.JSON.createObjectNode().put("format", "idem-packet/1")
                .put("packetId", UUID.randomUUID().toString()).put("enrollmentId", enrollment).put("process", "NEW")
                .put("capturedAt", Instant.now().toString()).put("recipient", enrollmentKey.getKeyID());
        manifest.putObject("signers").put("station", station);
        ArrayNode parts = manifest.putArray("parts");
        part(parts, "demographics", "DEMOGRAPHICS", "application/json", demographics);
        part(parts, "biometrics", "BIOMETRICS", "application/xml", biometrics);
        JWSObjectJSON signed = new JWSObjectJSON(new Payload(manifest.toString()));
        signed.sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(station + "/" + stationKey.computeThumbprint())
                .customParam("role", "station").build(), new ECDSASigner(stationKey));
        byte[] jws = signed.serializeGeneral().getBytes(StandardCharsets.UTF_8);
        return sealed(ByteBuffer.allocate(4 + jws.length + demographics.length + biometrics.length).putInt(jws.length).put(jws)
                .put(demographics).put(biometrics).array());
    }

    private static void part(ArrayNode parts, String kind, String type, String mediaType, byte[] content) throws Exception {
        parts.addObject().put("kind", kind).put("name", kind).put("type", type).put("mediaType", mediaType).put("size", content.length)
                .put("sha256", Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(content)).toString());
    }

    private static byte[] cbeff(ArrayNode fingers) {
        StringBuilder xml = new StringBuilder("<BIR xmlns=\"http://standards.iso.org/iso-iec/19785/-3/ed-2/\">");
        for (JsonNode finger : fingers) {
            String[] position = finger.path("position").asText().split("-");
            String side = position[0].equals("right") ? "Right " : "Left ";
            String name = position[1].substring(0, 1).toUpperCase(java.util.Locale.ROOT) + position[1].substring(1);
            xml.append("<BIR><BDBInfo><Type>Finger</Type><Subtype>").append(side).append(name)
                    .append(name.equals("Thumb") ? "" : "Finger").append("</Subtype></BDBInfo><BDB>")
                    .append(Base64.getEncoder().encodeToString(Base64.getDecoder().decode(finger.path("data").asText())))
                    .append("</BDB></BIR>");
        }
        return xml.append("</BIR>").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The container around any content. */
    byte[] sealed(byte[] content) throws Exception {
        byte[] key = random(32);
        byte[] prefix = random(7);
        ECDHEncrypter wrapping = new ECDHEncrypter(enrollmentKey.toECPublicKey(), new SecretKeySpec(key, "AES"));
        var parts = wrapping.encrypt(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM).keyID(enrollmentKey.getKeyID()).build(),
                new byte[1], new byte[0]);
        ObjectNode header = (ObjectNode) HttpApi.JSON.readTree(parts.getHeader().toString());
        header.put("typ", "idem-packet").put("wrapped", parts.getEncryptedKey().toString()).put("nonce",
                Base64URL.encode(prefix).toString());
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] preamble = ByteBuffer.allocate(12 + text.length).put("IDEMPKT\1".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(text.length).put(text).array();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(preamble);
        byte[] associated = MessageDigest.getInstance("SHA-256").digest(preamble);
        for (int from = 0, number = 0; from < content.length; from += CHUNK, number++) {
            int to = Math.min(content.length, from + CHUNK);
            byte[] nonce = ByteBuffer.allocate(12).put(prefix).putInt(number).put((byte) (to == content.length ? 1 : 0)).array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(associated);
            out.writeBytes(cipher.doFinal(Arrays.copyOfRange(content, from, to)));
        }
        return out.toByteArray();
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
