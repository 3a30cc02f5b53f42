package id.importers.mosip;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about packets of MOSIP. Block 100,000 to 100,099: above those of {@code id.api}, below those of vendors. */
public enum ImportError implements ErrorCode {
    /** The encrypted bytes do not have the layout of an envelope, or are cut short. */
    ENVELOPE_MALFORMED(100_000),
    /** No private key is there for the certificate that the envelope names. */
    KEY_MISSING(100_001),
    /** The key does not open the envelope: it is another's, or the bytes were changed. */
    ENVELOPE_NOT_OPENED(100_002),
    /** What is inside does not have the form of a packet. */
    PACKET_MALFORMED(100_003),
    /** More bytes or files than a packet may have, packed or unpacked. */
    PACKET_TOO_LARGE(100_004),
    /** A file that the packet must hold, or that it names, is not there. */
    PACKET_INCOMPLETE(100_005),
    /** Bytes differ from the hash that was written beside them. */
    HASH_MISMATCH(100_006),
    /** No key of the machine that signed is there. */
    MACHINE_UNKNOWN(100_007),
    /** The signature is not that of the machine. */
    SIGNATURE_INVALID(100_008),
    /** Parts of different registrations, or that contradict each other. */
    PACKET_MIXED(100_009),
    /** The packet is not of a new person. */
    PROCESS_NOT_SUPPORTED(100_010),
    /** The mapping does not say what becomes of a field. */
    FIELD_NOT_MAPPED(100_011),
    /** The settings of the mapping cannot be read. */
    MAPPING_INVALID(100_012),
    /** The key store holds no key that opens packets. */
    KEYS_INVALID(100_013),
    /** The folder of the machines' keys cannot be read, or a file in it. */
    MACHINES_INVALID(100_014);

    private final int number;

    ImportError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ErrorCategory category() {
        return ErrorCategory.CALLER;
    }
}
