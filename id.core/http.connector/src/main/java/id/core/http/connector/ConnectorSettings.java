package id.core.http.connector;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of {@value #PID}. */
@ObjectClassDefinition(name = "Where the web server listens")
public @interface ConnectorSettings {
    String PID = "id.core.http.connector";

    @AttributeDefinition(description = "Address to listen on in production: of one network card, or 0.0.0.0 for all. "
            + "In pilot it is 127.0.0.1 whatever is set")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "The server's certificate and those of its issuers, PEM, the server's first. "
            + "Relative to the home. Together with keyFile, or keyStoreFile instead of both")
    String certificateFile() default "";

    @AttributeDefinition(description = "The private key of the certificate, PEM, PKCS#8. Relative to the home")
    String keyFile() default "";

    @AttributeDefinition(description = "A PKCS#12 file with one key and its certificates. Relative to the home")
    String keyStoreFile() default "";

    @AttributeDefinition(
            description = "File whose first line is the password of keyFile or keyStoreFile; empty: keyFile has none")
    String passwordFile() default "";

    @AttributeDefinition(description = "Whether TLS 1.2 is spoken beside 1.3, for clients that know no better")
    boolean allowTls12() default false;

    @AttributeDefinition(description = "How often the files of the certificate are looked at, 1 to 3600 seconds")
    int certificatePollSeconds() default 5;

    @AttributeDefinition(description = "How long browsers speak nothing but HTTPS with this server, 0 to 1000 days; "
            + "production only")
    int hstsDays() default 365;

    @AttributeDefinition(description = "Largest header of a request, 4 to 256 KiB")
    int maxHeaderKibibytes() default 16;

    @AttributeDefinition(description = "Longest time from the first byte of a request to the end of its header, and "
            + "from the connection to the end of the first header, 1 to 120 seconds")
    int headerSeconds() default 10;

    @AttributeDefinition(description = "Longest silence of a client, 1 to 600 seconds")
    int idleSeconds() default 60;

    @AttributeDefinition(description = "Least speed at which a body must come and an answer must be taken, "
            + "0 (any) to 1000000 bytes a second, measured after graceSeconds")
    int minBytesPerSecond() default 240;

    @AttributeDefinition(description = "How long the server waits for a client before minBytesPerSecond counts, "
            + "1 to 120 seconds")
    int graceSeconds() default 10;

    @AttributeDefinition(description = "Connections at a time, 10 to 100000; others wait to be accepted")
    int maxConnections() default 2000;
}
