package com.example.vendor;

import id.api.biometric.QualityScore;
import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.CapturedSample;
import id.api.device.DeviceStatus;
import id.api.device.Preview;
import id.api.device.PreviewRequest;
import id.plugins.devices.simulator.SimulatedFingerprintScanner;
import java.util.Map;

/** A scanner before which simulated people stand; the name of the quality measure ends with the version. */
public final class VendorDevice implements CaptureDevice {
    private final Life life;
    private final SimulatedFingerprintScanner scanner;

    public VendorDevice(Map<String, Object> properties, SimulatedFingerprintScanner.Config config) {
        life = new Life(properties);
        scanner = new SimulatedFingerprintScanner(config);
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
    }

    @Override
    public DeviceStatus status() {
        return scanner.status();
    }

    @Override
    public CaptureOutcome capture(CaptureRequest request) throws InterruptedException {
        try (Life.Call call = life.enter()) {
            CaptureOutcome outcome = scanner.capture(request);
            return outcome instanceof Captured captured
                    ? new Captured(captured.samples().stream().map(this::marked).toList())
                    : outcome;
        }
    }

    private CapturedSample marked(CapturedSample sample) {
        QualityScore quality = sample.quality();
        return new CapturedSample(sample.sample(), new QualityScore(quality.value(), quality.algorithm() + "-" + life),
                sample.presentationAttack());
    }

    @Override
    public Preview preview(PreviewRequest request) {
        try (Life.Call call = life.enter()) {
            return scanner.preview(request);
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
