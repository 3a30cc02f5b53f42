package id.core.http.station;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of resumable uploads; {@link Uploads} checks them. */
@ObjectClassDefinition(id = "id.core.http.station.uploads", name = "Resumable uploads of packets")
public @interface UploadSettings {
    @AttributeDefinition(description = "Folder of unfinished uploads; absolute, or relative to the home of the system. Nodes that share "
            + "their clients share it")
    String folder() default "uploads";

    @AttributeDefinition(min = "1", max = "1024", description = "Largest upload in MiB, 1 to 1024")
    int packetMegabytes() default 100;

    @AttributeDefinition(min = "1", max = "1000", description = "Unfinished uploads of one client at a time, 1 to 1000")
    int uploadsPerClient() default 16;

    @AttributeDefinition(min = "1", max = "1048576", description = "All that the unfinished uploads of one client may weigh, in MiB, 1 to "
            + "1048576; counted by their announced lengths")
    int clientMegabytes() default 1024;

    @AttributeDefinition(min = "1", max = "720", description = "How long an upload is kept from its beginning, in hours, 1 to 720")
    int hours() default 48;
}
