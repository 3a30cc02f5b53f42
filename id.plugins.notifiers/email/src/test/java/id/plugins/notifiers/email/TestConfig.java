package id.plugins.notifiers.email;

import java.lang.annotation.Annotation;

/** Settings as a test wants them. */
@SuppressWarnings("BadAnnotationImplementation")
record TestConfig(String host, int port, boolean startTls, String user, String _password, String passwordFile)
        implements
            EmailNotifier.Config {

    TestConfig(String host, int port, boolean startTls) {
        this(host, port, startTls, "", "", "");
    }

    @Override
    public String from() {
        return "no-reply@example.org";
    }

    @Override
    public String folder() {
        return "mail";
    }

    @Override
    public int timeoutMs() {
        return 5_000;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return EmailNotifier.Config.class;
    }
}
