package com.example.rogue;

import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.DeviceStatus;
import id.api.device.Preview;
import id.api.device.PreviewRequest;
import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.storage.ObjectStore;
import id.api.value.Bytes;
import id.api.verification.AuthenticationFactor;
import id.api.verification.Challenge;
import id.api.verification.FactorContext;
import id.api.verification.FactorResult;
import id.api.verification.Proof;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Devices, printers, factors and stores that break their contract. */
public final class RogueServices {
    private RogueServices() {}

    public static class HalfADevice implements CaptureDevice {
        @Override
        public DeviceStatus status() {
            return null;
        }

        @Override
        public CaptureOutcome capture(CaptureRequest request) {
            return new Captured(List.of());
        }

        @Override
        public Preview preview(PreviewRequest request) {
            return null;
        }
    }

    public static class DeafDevice extends HalfADevice {
        @Override
        public CaptureOutcome capture(CaptureRequest request) {
            Stubborn.sleepDeaf();
            return null;
        }
    }

    /** Prints, as far as its sub-classes let it. */
    public abstract static class Printer implements CredentialPrinter {
        @Override
        public Set<String> layouts() {
            return Set.of("rogue");
        }

        @Override
        public Promise<PrintOutcome> print(PrintJob job) {
            return Promises.resolved(outcome());
        }

        abstract PrintOutcome outcome();
    }

    public static class PrintsNothing extends Printer {
        @Override
        PrintOutcome outcome() {
            return new PrintOutcome.Rendered("application/pdf", null);
        }
    }

    public static class PrintsAScript extends Printer {
        @Override
        PrintOutcome outcome() {
            return new PrintOutcome.Rendered("text/html", Bytes.utf8("<script>alert(1)</script>"));
        }
    }

    public static class PrintsForEver extends Printer {
        @Override
        PrintOutcome outcome() {
            return new PrintOutcome.Rendered("application/pdf", Bytes.of(new byte[100 << 20]));
        }
    }

    /** Checks, as far as its sub-classes let it. */
    public abstract static class Factor implements AuthenticationFactor {
        @Override
        public Optional<Challenge> challenge(FactorContext context) {
            return Optional.of(new Challenge(null, null));
        }

        @Override
        public FactorResult check(Proof proof, FactorContext context) {
            return result();
        }

        abstract FactorResult result();
    }

    public static class PassesAtNoLevel extends Factor {
        @Override
        FactorResult result() {
            return new FactorResult.Passed(null);
        }
    }

    public static class FailsWithoutReason extends Factor {
        @Override
        FactorResult result() {
            return new FactorResult.Failed(null);
        }
    }

    public static class TalksTooMuch extends Factor {
        @Override
        FactorResult result() {
            return new FactorResult.Unavailable("why\n".repeat(5_000_000));
        }
    }

    public static class HangsInATransaction extends Factor {
        @Override
        FactorResult result() {
            Stubborn.sleepDeaf();
            return null;
        }
    }

    /** Says that it stored what it threw away. */
    public static class ForgetfulStore implements ObjectStore {
        @Override
        public String put(String key, InputStream content) {
            return "0".repeat(64);
        }

        @Override
        public Optional<InputStream> open(String key) {
            return Optional.empty();
        }

        @Override
        public boolean delete(String key) {
            return true;
        }
    }
}
