package id.worker;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.worker.wire.Caller;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/** The lines that the core opened for questions. Who asks takes a free one; it is free again when the answer is there. */
final class AskLines implements Caller {
    private final BlockingQueue<Line> free = new LinkedBlockingQueue<>();

    /** The core opened a line: {@code out} carries questions, what is returned takes the answers. */
    StreamObserver<byte[]> opened(StreamObserver<byte[]> out) {
        Line line = new Line(out);
        free.add(line);
        return line;
    }

    @Override
    public byte[] call(byte[] question) throws InterruptedException {
        try {
            return free.take().ask(question).get();
        } catch (ExecutionException broken) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The core does not answer", broken);
        }
    }

    @Override
    public CompletableFuture<byte[]> callLater(byte[] question) {
        try {
            return free.take().ask(question);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(stopped);
        }
    }

    /** One line, with at most one question on it. */
    private final class Line implements StreamObserver<byte[]> {
        private final StreamObserver<byte[]> out;
        private volatile CompletableFuture<byte[]> asked = new CompletableFuture<>();

        Line(StreamObserver<byte[]> out) {
            this.out = out;
        }

        CompletableFuture<byte[]> ask(byte[] question) {
            CompletableFuture<byte[]> mine = new CompletableFuture<>();
            asked = mine;
            out.onNext(question);
            return mine;
        }

        @Override
        public void onNext(byte[] answer) {
            CompletableFuture<byte[]> mine = asked;
            free.add(this);
            mine.complete(answer);
        }

        @Override
        public void onError(Throwable gone) {
            asked.completeExceptionally(gone);
        }

        @Override
        public void onCompleted() {
            asked.completeExceptionally(new IllegalStateException("closed"));
        }
    }
}
