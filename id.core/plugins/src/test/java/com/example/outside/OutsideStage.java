package com.example.outside;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks everything that a context answers. */
public class OutsideStage implements EnrollmentStage {
    @Override
    public StageResult apply(StageContext context) {
        if (context.enrollment().value().equals("sleep")) {
            sleep(Path.of(context.encounter().value()));
        }
        boolean hang = context.enrollment().value().equals("hang");
        while (hang) {
            sleepOn();
        }
        return new StageResult.Continue("It came by", List.of(new Fact("enrollment", context.enrollment().value()),
                new Fact("encounter", context.encounter().value()), new Fact("attempt", "" + context.attempt()),
                new Fact("samples", "" + context.packet().samples().size()),
                new Fact("bytes", "" + context.packet().samples().getFirst().data().size()),
                new Fact("templates", "" + context.templates().size()), new Fact("facts", "" + context.facts().size())));
    }

    /** Writes a file into the working folder when it is interrupted. */
    private static void sleep(Path file) {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException asked) {
            try {
                Files.createFile(file);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    private static void sleepOn() {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException deaf) {
            // Does not heed it.
        }
    }
}
