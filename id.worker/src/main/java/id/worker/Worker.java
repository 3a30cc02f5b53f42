package id.worker;

import id.worker.wire.Wire;
import id.worker.wire.WireCodec;
import id.worker.wire.WireEnd;
import id.worker.wire.WorkerControl;
import id.worker.wire.WorkerOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Serves the core until standard input ends, which it does when the core stops this process or is no more. What the
 * plugin prints and logs goes to standard output, from where the core takes it into its log.
 */
public final class Worker {
    private static final long STOP_MILLIS = 5_000;

    private Worker() {}

    public static void main(String[] none) throws Exception {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        BufferedReader core = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        WorkerOrder order = WireCodec.json().readValue(core.readLine(), WorkerOrder.class);
        AskLines asks = new AskLines();
        WireEnd end = new WireEnd(asks, order.messageBytes());
        PluginHost host = new PluginHost(order, end);
        end.lending().lend(Wire.CONTROL, WorkerControl.class, host);
        try (LineServer server = new LineServer(order, end, asks, host.hanging())) {
            awaitEnd(core);
        }
        Thread stopping = Thread.ofPlatform().daemon().start(host::stop);
        stopping.join(STOP_MILLIS);
        // Not exit: hooks of the plugin could keep the process.
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEnd(BufferedReader core) {
        try {
            while (core.readLine() != null) {
                // The core says nothing more; an end is what is waited for.
            }
        } catch (IOException broken) {
            // As good as an end.
        }
    }
}
