package id.plugins.printers.pdf;

/** The portrait of a job is no picture that can be printed: the job is refused, now and later. */
final class PortraitUnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    PortraitUnreadableException(String message) {
        super(message);
    }
}
