package id.tck;

/** What all contracts of stores have. */
public abstract class StoreContract {
    /** The stores to test; the same database for all tests. */
    protected abstract Stores stores();
}
