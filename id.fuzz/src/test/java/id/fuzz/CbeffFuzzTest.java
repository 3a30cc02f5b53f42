package id.fuzz;

import id.api.biometric.BiometricSample;
import id.api.biometric.Cbeff;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Samples as CBEFF XML. What is read can be written, and reads the same again. */
public class CbeffFuzzTest extends FuzzTest {
    private static final Bytes PNG = Bytes.of(new byte[]{ (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7 });

    @Override
    protected List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (Position position : List.of(Position.LEFT_INDEX, Position.FACE, Position.RIGHT_IRIS)) {
            seeds.add(document(new BiometricSample(position.modality(), position, SampleFormat.PNG, PNG)));
        }
        seeds.add("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><BIR>&e;</BIR>".getBytes());
        return seeds;
    }

    private static byte[] document(BiometricSample... samples) {
        return Cbeff.write(List.of(samples), Instant.EPOCH).toArray();
    }

    @Override
    protected List<String> guides() {
        return List.of("com.sun.org.apache.xerces.internal.impl.*");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        List<BiometricSample> samples;
        try {
            samples = Cbeff.read(Bytes.of(input));
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        List<BiometricSample> again = Cbeff.read(Cbeff.write(samples, Instant.EPOCH));
        if (!again.equals(samples)) {
            throw new AssertionError("What was read is not what is read again");
        }
    }
}
