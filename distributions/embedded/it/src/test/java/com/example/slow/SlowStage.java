package com.example.slow;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes its time at the first try, and leaves a file in its working folder to say that it is at it. */
public class SlowStage implements EnrollmentStage {
    @Override
    public StageResult apply(StageContext context) {
        int samples = context.packet().samples().size();
        if (context.attempt() == 0) {
            try {
                Files.createFile(Path.of("working"));
                Thread.sleep(600_000);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
        return new StageResult.Continue("It came by", List.of(new Fact("samples", Integer.toString(samples))));
    }
}
