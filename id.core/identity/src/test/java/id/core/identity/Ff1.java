package id.core.identity;

import id.api.security.FormatPreservingCipher;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.FPEParameters;

/** The real FF1 of Bouncy Castle under a fixed key. */
final class Ff1 implements FormatPreservingCipher {
    @Override
    public String encrypt(String domain, String digits) {
        return run(true, domain, digits);
    }

    @Override
    public String decrypt(String domain, String digits) {
        return run(false, domain, digits);
    }

    private static String run(boolean forEncryption, String domain, String digits) {
        FPEFF1Engine engine = new FPEFF1Engine();
        engine.init(forEncryption, new FPEParameters(new KeyParameter(new byte[32]), 10,
                domain.getBytes(StandardCharsets.US_ASCII)));
        byte[] block = new byte[digits.length()];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) (digits.charAt(i) - '0');
        }
        engine.processBlock(block, 0, block.length, block, 0);
        StringBuilder result = new StringBuilder(block.length);
        for (byte digit : block) {
            result.append((char) ('0' + digit));
        }
        return result.toString();
    }
}
