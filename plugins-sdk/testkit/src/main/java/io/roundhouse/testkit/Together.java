package io.roundhouse.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on several threads that begin at one moment, and the threads that a piece of work leaves behind. */
final class Together {
    private static final long WAIT_MAX_SECONDS = 60;

    private Together() {}

    /** Runs the task on so many threads at once and gives their results; the first failure fails the test. */
    static <T> List<T> run(int threads, Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    start.await(WAIT_MAX_SECONDS, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(WAIT_MAX_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("failed with " + threads + " threads at once", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("took more than " + WAIT_MAX_SECONDS + " s with " + threads + " threads", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** All threads now, but for those that the JVM starts for itself. */
    static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> {
            ThreadGroup group = thread.getThreadGroup();
            return group == null
                    || group.getName().equals("system")
                    || group.getName().equals("InnocuousThreadGroup");
        });
        return threads;
    }

    /** Fails when a thread that was not there before is still alive after a second. */
    static void assertNoneLeft(Set<Thread> before) throws InterruptedException {
        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                thread.join(1_000);
                if (thread.isAlive()) {
                    throw new AssertionError("thread '" + thread.getName() + "' was left behind");
                }
            }
        }
    }
}
