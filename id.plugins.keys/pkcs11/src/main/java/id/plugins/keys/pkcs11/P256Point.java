package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** Looks at somebody's public key before the token does: not every token checks that a point is on the curve. */
final class P256Point {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

    private P256Point() {}

    /** @throws IdentityException KEY_TYPE_WRONG when it is no point of P-256: the answer could leak the private key */
    static ECPublicKey require(PublicKey other) {
        if (!(other instanceof ECPublicKey ec)) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "other", "Give a P-256 public key");
        }
        try {
            boolean sameField = ec.getParams().getCurve().getField().getFieldSize() == CURVE.getCurve().getFieldSize();
            ECPoint point = CURVE.getCurve().createPoint(ec.getW().getAffineX(), ec.getW().getAffineY());
            if (sameField && !point.isInfinity() && point.isValid()) {
                return ec;
            }
        } catch (IllegalArgumentException | NullPointerException notOnCurve) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "other", "The public key is no point of P-256",
                    notOnCurve);
        }
        throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "other", "The public key is no point of P-256");
    }
}
