package id.api.access;

/** What can be on the hotlist. */
public enum HotKind {
    /** A person's number: neither it nor any other identifier of that person verifies. */
    UIN,
    /** One virtual identifier: it does not verify. */
    VID,
    /** A capture device, by its serial: it captures nothing. */
    DEVICE,
    /** A client of the API, by its id: no token for it, and those that it holds end. */
    PARTNER,
    /** An enrollment desk, by its id: its packets are refused, those under way are held. */
    STATION,
    /** Whoever sends packets or works here, by the id of the account or client: packets are refused, sessions end. */
    OPERATOR
}
