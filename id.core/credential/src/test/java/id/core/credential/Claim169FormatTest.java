package id.core.credential;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

import org.junit.Test;

import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORTaggedItem;
import com.authlete.cose.COSESign1;
import com.authlete.cose.SigStructureBuilder;

import id.api.credential.CredentialContent;
import id.api.credential.CredentialError;
import id.api.credential.EncodedCredential;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.CredentialId;
import io.mosip.pixelpass.PixelPass;
import nl.minvws.encoding.Base45;

public class Claim169FormatTest {
    private static final Instant ISSUED = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2036-11-23T23:59:59Z");

    private final World.CredentialKey signer = World.CredentialKey.edDsa();
    private final Claim169Format format = new Claim169Format(World.settings(Claim169Format.Config.class, Map.of()),
            signer);

    @Test
    public void claimsAreThoseOfTheProfile() throws Exception {
        Map<?, ?> claims = claims(encode(Map.of("fullName", "Amina Okafor", "dateOfBirth", "1990-05-17", "gender",
                "female", "address", "1 High Street\nCapital", "email", "a@example.org", "phone", "+212600112233",
                "nationality", "MA", "guardian", "Sara Okafor"), Optional.of(Bytes.of(new byte[]{ 1, 2, 3 }))));
        assertEquals("urn:test:issuer", claims.get(1));
        assertEquals(EXPIRES.getEpochSecond(), number(claims.get(4)));
        assertEquals(ISSUED.getEpochSecond(), number(claims.get(6)));
        Map<?, ?> person = (Map<?, ?>) claims.get(169);
        Map<Integer, Object> texts = new LinkedHashMap<>();
        texts.put(1, "7CK4RW9DT");
        texts.put(2, "1.2");
        texts.put(4, "Amina Okafor");
        texts.put(8, "19900517");
        texts.put(9, 2);
        texts.put(10, "1 High Street\nCapital");
        texts.put(11, "a@example.org");
        texts.put(12, "+212600112233");
        texts.put(13, "MA");
        texts.put(15, "Sara Okafor");
        texts.forEach((key, value) -> assertEquals("claim " + key, value, person.get(key)));
        Map<?, ?> face = (Map<?, ?>) ((List<?>) person.get(62)).getFirst();
        assertEquals(3, ((byte[]) face.get(0)).length);
        assertEquals(0, face.get(1));
        assertEquals(1, face.get(2));
        assertEquals(texts.size() + 1, person.size());
    }

    @Test
    public void namesInTwoLanguagesNameTheirLanguages() throws Exception {
        Map<?, ?> person = person(Map.of("fullName", List.of(Map.of("language", "en", "value", "Amina"),
                Map.of("language", "ara", "value", "\u0623\u0645\u064a\u0646\u0629"))));
        assertEquals("eng", person.get(3));
        assertEquals("Amina", person.get(4));
        assertEquals("\u0623\u0645\u064a\u0646\u0629", person.get(19));
        assertEquals("ara", person.get(20));
    }

    @Test
    public void gendersAreNumbers() throws Exception {
        assertEquals(1, person(Map.of("gender", "Male")).get(9));
        assertEquals(2, person(Map.of("gender", "F")).get(9));
        assertEquals(3, person(Map.of("gender", "unknown")).get(9));
        assertFalse(person(Map.of("fullName", "X")).containsKey(9));
    }

    @Test
    public void theSignatureHoldsOfflineAndForNothingElse() throws Exception {
        byte[] signed = unpack(encode(Map.of("fullName", "Amina Okafor"), Optional.empty()));
        assertEquals("the tag of COSE_Sign1 comes first", (byte) 0xd2, signed[0]);
        assertTrue(verifies(signed));
        int name = new String(signed, StandardCharsets.ISO_8859_1).indexOf("Amina");
        signed[name] = 'O';
        assertFalse(verifies(signed));
    }

    @Test
    public void aKeyOnATokenWithoutEdwardsCurvesSignsByEs256() throws Exception {
        World.CredentialKey token = World.CredentialKey.es256();
        Claim169Format other = new Claim169Format(World.settings(Claim169Format.Config.class, Map.of()), token);
        EncodedCredential encoded = encode(other, Map.of("fullName", "Amina Okafor"), Optional.empty());
        assertTrue(verifies(unpack(encoded), token, -7));
        assertTrue(new PixelPass().decode(encoded.content().asUtf8()).contains("Amina Okafor"));
    }

    /** Verified by the JDK over the bytes that RFC 9052 section 4.4 says, not over what the encoder signed. */
    private static boolean verifies(byte[] signed, World.CredentialKey signer, int algorithm) throws Exception {
        COSESign1 message = message(signed);
        assertEquals(algorithm, number(message.getProtectedHeader().getAlg()));
        assertEquals("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
                new String(message.getProtectedHeader().getKid(), StandardCharsets.US_ASCII));
        Signature signature = signer.signature();
        signature.initVerify(signer.keys.getPublic());
        signature.update(new SigStructureBuilder().sign1(message).build().encode());
        return signature.verify(message.getSignature().getValue());
    }

    private boolean verifies(byte[] signed) throws Exception {
        return verifies(signed, signer, -8);
    }

    @Test
    public void anotherMakersReaderUnpacksTheCode() throws Exception {
        EncodedCredential encoded = encode(Map.of("fullName", "Amina Okafor", "dateOfBirth", "1990-05-17"),
                Optional.empty());
        String read = new PixelPass().decode(encoded.content().asUtf8());
        assertTrue(read, read.contains("\"1\":\"urn:test:issuer\""));
        assertTrue(read,
                read.contains("\"169\":{\"1\":\"7CK4RW9DT\",\"2\":\"1.2\",\"4\":\"Amina Okafor\",\"8\":\"19900517\"}"));
        assertEquals("text/plain", encoded.mediaType());
    }

    @Test
    public void anOrdinaryCodeStaysSmall() {
        int length = encode(Map.of("fullName", "Maria de los Angeles Fernandez", "dateOfBirth", "1990-05-17", "gender",
                "female", "nationality", "MA"), Optional.empty()).content().size();
        assertTrue(length + " characters", length < 420);
    }

    @Test
    public void whatDoesNotFitIsRefused() {
        byte[] large = new byte[4_000];
        new java.util.Random(1).nextBytes(large);
        IdentityException error = assertThrows(IdentityException.class,
                () -> encode(Map.of("fullName", "Amina"), Optional.of(Bytes.of(large))));
        assertEquals(CredentialError.CONTENT_TOO_LARGE, error.code());
    }

    @Test
    public void wrongSettingsAreRefusedByKey() {
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new Claim169Format(
                        World.settings(Claim169Format.Config.class, Map.of("maxCharacters", 10_000)), signer))
                .getMessage().contains("maxCharacters"));
    }

    private EncodedCredential encode(Map<String, ?> attributes, Optional<Bytes> portrait) {
        return encode(format, attributes, portrait);
    }

    private static EncodedCredential encode(Claim169Format format, Map<String, ?> attributes, Optional<Bytes> portrait) {
        return format.encode(new CredentialContent(new CredentialId("00112233445566778899aabbccddeeff"),
                "urn:test:issuer", "7CK4RW9DT", Attributes.ofPlain("1.0", attributes), portrait, ISSUED, EXPIRES));
    }

    private Map<?, ?> person(Map<String, ?> attributes) throws Exception {
        return (Map<?, ?>) claims(encode(attributes, Optional.empty())).get(169);
    }

    private static byte[] unpack(EncodedCredential encoded) throws Exception {
        byte[] packed = Base45.getDecoder().decode(encoded.content().asUtf8());
        return new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }

    private static COSESign1 message(byte[] signed) throws Exception {
        CBORTaggedItem tagged = (CBORTaggedItem) new CBORDecoder(signed).next();
        return tagged.getTagContent() instanceof COSESign1 message ? message : COSESign1.build(tagged.getTagContent());
    }

    private static Map<?, ?> claims(EncodedCredential encoded) throws Exception {
        byte[] payload = ((com.authlete.cbor.CBORByteArray) message(unpack(encoded)).getPayload()).getValue();
        return (Map<?, ?>) new CBORDecoder(payload).next().parse();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
