package id.core.credential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORTaggedItem;
import com.authlete.cose.COSEProtectedHeader;
import com.authlete.cose.COSEProtectedHeaderBuilder;
import com.authlete.cose.COSESign1;
import com.authlete.cose.COSESign1Builder;
import com.authlete.cose.COSEUnprotectedHeaderBuilder;
import com.authlete.cose.SigStructureBuilder;
import com.authlete.cose.constants.COSEAlgorithms;

import id.api.credential.CredentialContent;
import id.api.credential.CredentialError;
import id.api.credential.CredentialFormat;
import id.api.credential.EncodedCredential;
import id.api.error.IdentityException;
import id.api.security.CredentialSigner;
import id.api.value.Bytes;
import nl.minvws.encoding.Base45;

/**
 * The text of a QR code by the claim 169 profile (MOSIP, IANA CWT claim 169): the claims as a CBOR web token (RFC
 * 8392), signed as COSE_Sign1 (RFC 9052) with EdDSA, or ES256 where the vault has no Ed25519 key, packed with zlib and
 * written in Base45 (RFC 9285).
 */
@Component(configurationPid = "id.core.credential.claim169", property = CredentialFormat.FORMAT + "="
        + Claim169Format.NAME)
@Designate(ocd = Claim169Format.Config.class)
public final class Claim169Format implements CredentialFormat {
    static final String NAME = "cwt-claim169";
    /** COSE_Sign1, the only tag: the example of the profile starts with it, and readers look for it. */
    private static final int COSE_SIGN1_TAG = 18;

    /** Settings. */
    @ObjectClassDefinition(name = "Claim 169 QR code")
    public @interface Config {
        @AttributeDefinition(
                description = "Longest text of a QR code, in characters; 400 to 4,296. More than about 2,000 make it hard to read from a card")
        int maxCharacters() default 1_800;
    }

    private final CredentialSigner signer;
    private final int maxCharacters;

    @Activate
    public Claim169Format(Config config, @Reference CredentialSigner signer) {
        this.signer = signer;
        this.maxCharacters = Ranges.require("maxCharacters", config.maxCharacters(), 400, 4_296);
    }

    @Override
    public EncodedCredential encode(CredentialContent content) {
        byte[] signed = sign(Claim169Claims.encode(content));
        String text = Base45.getEncoder().encodeToString(deflate(signed));
        if (text.length() > maxCharacters) {
            throw new IdentityException(CredentialError.CONTENT_TOO_LARGE, "attributes", "The QR code would hold "
                    + text.length() + " characters, and " + maxCharacters + " are allowed: put less into the credential");
        }
        return new EncodedCredential(NAME, "text/plain", Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] sign(byte[] claims) {
        String keyId = signer.keyId();
        COSEProtectedHeader header = new COSEProtectedHeaderBuilder().alg(algorithm()).kid(keyId).build();
        byte[] input = new SigStructureBuilder().signature1().bodyAttributes(header).payload(claims).build().encode();
        Bytes signature = signer.sign(keyId, Bytes.of(input));
        COSESign1 message = new COSESign1Builder().protectedHeader(header)
                .unprotectedHeader(new COSEUnprotectedHeaderBuilder().build()).payload(new CBORByteArray(claims))
                .signature(signature.toArray()).build();
        return new CBORTaggedItem(COSE_SIGN1_TAG, message).encode();
    }

    /** The signatures of JOSE and COSE have the same form under both. */
    private int algorithm() {
        String name = signer.algorithm();
        return switch (name) {
            case "EdDSA" -> COSEAlgorithms.EdDSA;
            case "ES256" -> COSEAlgorithms.ES256;
            default -> throw new IdentityException(CredentialError.FORMAT_UNAVAILABLE, "format",
                    "Claim 169 is signed with EdDSA or ES256, and the credential key is for " + name);
        };
    }

    private static byte[] deflate(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(packed, deflater)) {
            stream.write(content);
        } catch (java.io.IOException inMemory) {
            throw new IllegalStateException("Memory does not fail to write", inMemory);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }
}
