package id.api.enrollment;

/** Kinds of data that are kept for a period of their own. */
public enum RetentionKind {
    /** The sealed packet of an enrollment, since its person was registered. The identity keeps what it needs of it. */
    PACKETS,
    /** All of an enrollment that was rejected, since then. */
    REJECTED,
    /** All of an enrollment that was found to be of somebody who is enrolled, since then. */
    DUPLICATES,
    /** Drafts with their buffers, finished or not, since they were begun. */
    DRAFTS,
    /** One-time codes, counters and used assertions: each has a time of its own, after which it goes. */
    SHORT_LIVED
}
