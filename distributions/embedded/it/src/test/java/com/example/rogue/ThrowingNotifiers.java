package com.example.rogue;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import java.io.IOException;
import org.osgi.util.promise.Promise;

/** Notifiers that throw. */
public final class ThrowingNotifiers {
    private ThrowingNotifiers() {}

    public static class Runtime implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new IllegalStateException("no line");
        }
    }

    public static class Checked implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw Stubborn.<RuntimeException>sneak(new IOException("no line"));
        }
    }

    public static class AnError implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new AssertionError("never happens");
        }
    }

    public static class Overflow implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            return send(new Message(message.id() + ".", "", "", ""));
        }
    }

    public static class OutOfMemory implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new OutOfMemoryError("played");
        }
    }

    public static class Unlinked implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new NoClassDefFoundError("com/example/Gone");
        }
    }

    public static class Death implements Notifier {
        private static final class OfTheThread extends Error {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public Promise<Delivery> send(Message message) {
            Thread.currentThread().interrupt();
            throw new OfTheThread();
        }
    }

    public static class BrokenException implements Notifier {
        private static final class Broken extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException();
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                return null;
            }

            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        }

        @Override
        public Promise<Delivery> send(Message message) {
            throw new Broken();
        }
    }

    public static class Personal implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new IllegalStateException(Stubborn.SECRET, new IOException(Stubborn.SECRET));
        }
    }

    public static class CyclicCause implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            RuntimeException one = new IllegalStateException("one");
            one.initCause(new IllegalStateException("two", one));
            throw one;
        }
    }

    private enum Code implements ErrorCode {
        BAD_NUMBER(1_000_001, ErrorCategory.CALLER), LINE_CUT(1_000_002, ErrorCategory.INTERNAL);

        private final int number;
        private final ErrorCategory category;

        Code(int number, ErrorCategory category) {
            this.number = number;
            this.category = category;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public ErrorCategory category() {
            return category;
        }
    }

    public static class CallersFault implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new IdentityException(Code.BAD_NUMBER, "recipient", "Give a number with its country");
        }
    }

    public static class HugeMessage implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            throw new IdentityException(Code.LINE_CUT, "", "line\n".repeat(2_000_000));
        }
    }

    public static class BrokenCode implements Notifier {
        private static final class Broken implements ErrorCode {
            @Override
            public String name() {
                return null;
            }

            @Override
            public int number() {
                return -1;
            }

            @Override
            public ErrorCategory category() {
                throw new StackOverflowError();
            }
        }

        @Override
        public Promise<Delivery> send(Message message) {
            throw new IdentityException(new Broken(), "", "");
        }
    }
}
