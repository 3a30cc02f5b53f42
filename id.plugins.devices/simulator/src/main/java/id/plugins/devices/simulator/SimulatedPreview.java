package id.plugins.devices.simulator;

import id.api.device.Preview;
import id.api.device.PreviewFrame;
import id.api.value.Bytes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A preview whose frames are drawn when they are due. */
final class SimulatedPreview implements Preview {
    private final long frameNanos;
    private final IntFunction<Shot> camera;
    private final long start = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int frames;

    /**
     * What is to be seen in one frame.
     *
     * @param image
     *            PNG
     * @param quality
     *            0 to 100
     * @param prompt
     *            what to tell the person
     */
    record Shot(Bytes image, int quality, String prompt) {}

    SimulatedPreview(int framesPerSecond, IntFunction<Shot> camera) {
        frameNanos = TimeUnit.SECONDS.toNanos(1) / framesPerSecond;
        this.camera = camera;
    }

    @Override
    public Optional<PreviewFrame> next(Duration wait) throws InterruptedException {
        long due = start + frames * frameNanos - System.nanoTime();
        boolean comesInTime = due <= wait.toNanos();
        if (closed.await(comesInTime ? Math.max(0, due) : wait.toNanos(), TimeUnit.NANOSECONDS) || !comesInTime) {
            return Optional.empty();
        }
        Shot shot = camera.apply(frames++);
        return Optional.of(new PreviewFrame(shot.image(), shot.quality(), shot.prompt()));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
