package id.core.enrollment;

/** What happens before each call to a store: nothing, a death or a change of threads. */
interface Steps {
    /**
     * @param operation
     *            name of the call, for the reader of a failure
     * @param outermost
     *            whether no transaction is open
     */
    void before(String operation, boolean outermost);

    /** The process dies here: nothing that it did not commit is there afterwards. */
    final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death(String operation) {
            super("killed at " + operation);
        }
    }

    /** Dies at call number {@code at}; afterwards every call dies. */
    static Steps deathAt(int at) {
        return new Steps() {
            private int calls;

            @Override
            public synchronized void before(String operation, boolean outermost) {
                if (++calls >= at) {
                    throw new Death(operation);
                }
            }
        };
    }
}
