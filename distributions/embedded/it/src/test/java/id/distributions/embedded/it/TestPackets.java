package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Packets as a station writes them after docs/packet-format.md, by a JOSE library alone. */
record TestPackets(ECKey enrollmentKey) {
    byte[] seal(String station, ECKey stationKey, String enrollment, ArrayNode fingers) throws Exception {
        ObjectNode packet = HttpApi.JSON.createObjectNode().put("enrollmentId", enrollment).put("capturedAt",
                Instant.now().toString());
        packet.set("attributes", HttpApi.attributes("Paula Packet").put("schemaVersion", "1.0"));
        ArrayNode biometrics = packet.putArray("biometrics");
        for (JsonNode finger : fingers) {
            byte[] data = Base64.getDecoder().decode(finger.path("data").asText());
            biometrics.addObject().put("modality", "FINGER").put("position", finger.path("position").asText())
                    .put("format", "ISO19794_2_2005").put("data", Base64.getUrlEncoder().encodeToString(data));
        }
        JWSObject signed = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(station + "/" + stationKey.computeThumbprint()).build(),
                new Payload(packet.toString()));
        signed.sign(new ECDSASigner(stationKey));
        JWEObject sealed = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                .contentType("JOSE").keyID(enrollmentKey.getKeyID()).build(), new Payload(signed.serialize()));
        sealed.encrypt(new ECDHEncrypter(enrollmentKey));
        return sealed.serialize().getBytes(StandardCharsets.US_ASCII);
    }
}
