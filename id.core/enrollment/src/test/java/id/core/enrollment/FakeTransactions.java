package id.core.enrollment;

import id.api.storage.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Transactions over maps: one at a time, undone when their work throws. Outlives a simulated death. */
final class FakeTransactions implements Transactions {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Participant> participants = new ArrayList<>();
    private List<Runnable> afterCommit = new ArrayList<>();
    volatile Steps steps = (operation, outermost) -> {};

    /** Something that can be put back to where it was. */
    interface Participant {
        /** What puts it back to now. */
        Runnable save();
    }

    void join(Participant participant) {
        participants.add(participant);
    }

    /** A call of a store: in the thread's transaction, or one of its own. */
    <T> T call(String operation, Supplier<T> work) {
        boolean outermost = !lock.isHeldByCurrentThread();
        steps.before(operation, outermost);
        return outermost ? required(work) : work.get();
    }

    void run(String operation, Runnable work) {
        call(operation, () -> {
            work.run();
            return null;
        });
    }

    @Override
    public <T> T required(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        steps.before("begin", true);
        List<Runnable> actions;
        T result;
        lock.lock();
        try {
            List<Runnable> undo = participants.stream().map(Participant::save).toList();
            try {
                result = work.get();
                steps.before("commit", false);
            } catch (RuntimeException | Error failed) {
                undo.forEach(Runnable::run);
                afterCommit = new ArrayList<>();
                throw failed;
            }
            actions = afterCommit;
            afterCommit = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        steps.before("committed", true);
        actions.forEach(Runnable::run);
        return result;
    }

    @Override
    public void afterCommit(Runnable action) {
        if (lock.isHeldByCurrentThread()) {
            afterCommit.add(action);
        } else {
            action.run();
        }
    }
}
