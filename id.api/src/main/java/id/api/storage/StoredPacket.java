package id.api.storage;

import id.api.security.SealedPacket;
import java.util.Optional;

/**
 * Where a packet lies: within the record, or, when large, as an object; neither once its content was removed.
 *
 * @param inline
 *            the packet itself
 * @param objectKey
 *            key in the {@link ObjectStore}
 * @param digest
 *            SHA-256 of the sealed bytes, 64 hexadecimal digits; unique: the same packet cannot be stored twice
 */
public record StoredPacket(Optional<SealedPacket> inline, Optional<String> objectKey, String digest) {}
