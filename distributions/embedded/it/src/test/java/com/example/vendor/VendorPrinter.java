package com.example.vendor;

import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.value.Bytes;
import id.plugins.printers.pdf.PdfCardPrinter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** The PDF printer with its libraries in a vendor's jar, on threads of its own; the last line of the PDF is the version. */
public final class VendorPrinter implements CredentialPrinter {
    private final Life life;
    private final ExecutorService threads = Executors
            .newFixedThreadPool(2, Thread.ofPlatform().daemon().name("vendor-printer-", 0).factory());
    private final PdfCardPrinter printer;

    public VendorPrinter(Map<String, Object> properties, PdfCardPrinter.Config config) {
        life = new Life(properties);
        printer = new PdfCardPrinter(config, threads);
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
        threads.shutdown();
    }

    @Override
    public Set<String> layouts() {
        return printer.layouts();
    }

    @Override
    public Promise<PrintOutcome> print(PrintJob job) {
        return life.enter().until(printer.print(job).then(printed -> Promises.resolved(marked(printed.getValue()))));
    }

    private PrintOutcome marked(PrintOutcome outcome) {
        if (!(outcome instanceof PrintOutcome.Rendered(String type, Bytes document))) {
            return outcome;
        }
        byte[] mark = ("\n%" + life + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = document.toArray();
        byte[] marked = Arrays.copyOf(bytes, bytes.length + mark.length);
        System.arraycopy(mark, 0, marked, bytes.length, mark.length);
        return new PrintOutcome.Rendered(type, Bytes.of(marked));
    }

    @Override
    public String toString() {
        return life.version();
    }
}
