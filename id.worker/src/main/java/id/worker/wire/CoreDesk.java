package id.worker.wire;

/** Where a worker tells the core what its plugin registers. */
public interface CoreDesk {
    /** A service came, or its properties changed. */
    void offer(ServiceOffer offer);

    /** A service went. */
    void withdraw(String object);
}
