package id.core.plugins.install;

import id.api.value.ClientId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin that was let in by the gate and is about to come in.
 *
 * @param bytes
 *            its jar
 * @param staged
 *            what is to be kept for later starts; empty when it is kept already
 * @param file
 *            what it is called where it comes from
 * @param source
 *            path that keeps it installed while it is there; empty for the API
 * @param by
 *            who brings it
 */
record Newcomer(InstalledPlugin plugin, byte[] bytes, Optional<Path> staged, String file, String source, ClientId by) {}
