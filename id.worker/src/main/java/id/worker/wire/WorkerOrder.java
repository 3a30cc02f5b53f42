package id.worker.wire;

import java.util.List;

/**
 * What a worker is to be: the one line of JSON that it reads from its standard input.
 *
 * @param secret
 *            what the core shows with each call
 * @param socket
 *            where to listen; in a folder that its user alone may enter
 * @param folder
 *            where to keep what the framework writes
 * @param name
 *            symbolic name of the plugin
 * @param plugin
 *            the plugin's jar
 * @param bundles
 *            jars of the platform's bundles
 * @param messageBytes
 *            largest message
 * @param galleries
 *            whether the core gives its galleries to the plugin
 * @param signer
 *            whether the core signs for the plugin
 */
public record WorkerOrder(String secret, String socket, String folder, String name, String plugin, List<String> bundles,
        int messageBytes, boolean galleries, boolean signer) {
    public WorkerOrder {
        bundles = List.copyOf(bundles);
    }

    @Override
    public String toString() {
        return "WorkerOrder[" + name + ", ***]";
    }
}
