package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricTemplate;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.util.List;

/** Minutiae records of ISO/IEC 19794-2. What is read makes a template that opens again. */
public class MinutiaeRecordFuzzTest extends FuzzTest {
    @Override
    protected List<byte[]> seeds() {
        byte[] record = Records.minutiae(1, 1);
        byte[] edition2011 = record.clone();
        edition2011[5] = '3';
        return List.of(record, edition2011);
    }

    @Override
    protected List<String> guides() {
        return List.of("com.machinezoo.**");
    }

    @Override
    protected int longest() {
        return 1_500;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        MinutiaeTemplates templates = new MinutiaeTemplates(0);
        BiometricTemplate template;
        try {
            template = templates.ofRecord(input);
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        templates.open(new BiometricTemplate(template.format(), Bytes.of(template.data().toArray())));
    }
}
