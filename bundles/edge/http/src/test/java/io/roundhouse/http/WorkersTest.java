package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final List<Worker> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger queued = new AtomicInteger();
    private final Workers workers = new Workers(3, 8, 5_000, watch());

    @BeforeEach
    void start() throws Exception {
        workers.start();
    }

    @AfterEach
    void stop() throws Exception {
        workers.stop();
        assertThat(workers.size()).isZero();
    }

    @Test
    void givesWorkToTheThreadThatRestedLast() throws InterruptedException {
        Busy first = busy();
        Busy second = busy();
        first.end();
        second.end();

        assertThat(busyAndEnded()).isSameAs(second.thread());
        assertThat(busyAndEnded()).isSameAs(second.thread());
        assertThat(workers.size()).isEqualTo(2);
    }

    @Test
    void letsWorkWaitWhenAllThreadsAreBusyAndSaysSoBeforehand() throws InterruptedException {
        List<Busy> all = List.of(busy(), busy(), busy());
        CountDownLatch waited = new CountDownLatch(1);

        assertThat(workers.tryExecute(() -> {})).isFalse();
        workers.execute(waited::countDown);

        assertThat(waited.getCount()).isEqualTo(1);
        all.get(1).release();
        assertThat(waited.await(10, TimeUnit.SECONDS)).isTrue();
        all.get(0).release();
        all.get(2).release();
    }

    @Test
    void endsARetiredThreadAtOnceWhenItRestsAndAfterItsTaskWhenItWorks() throws InterruptedException {
        Busy resting = busy();
        Busy working = busy();
        resting.end();

        resting.thread().retire();
        working.thread().retire();

        resting.thread().join(10_000);
        assertThat(resting.thread().isAlive()).isFalse();
        assertThat(working.thread().isAlive()).isTrue();
        working.release();
        working.thread().join(10_000);
        assertThat(working.thread().isAlive()).isFalse();
        assertThat(told).containsExactly(resting.thread(), working.thread());
    }

    @Test
    void startsAnotherThreadForWhatWaitsBehindARetiredOne() throws InterruptedException {
        List<Busy> all = List.of(busy(), busy(), busy());
        CountDownLatch waited = new CountDownLatch(1);
        workers.execute(waited::countDown);

        all.get(0).thread().retire();
        all.get(0).release();

        assertThat(waited.await(10, TimeUnit.SECONDS)).isTrue();
        all.get(1).release();
        all.get(2).release();
    }

    @Test
    void goesOnAfterATaskThatThrows() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        workers.execute(() -> {
            throw new IllegalStateException("a task of this test fails");
        });
        workers.execute(next::countDown);

        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void losesNothingWhileThreadsAreRetiredAllTheTime() throws Exception {
        int tasks = 20_000;
        AtomicInteger done = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(tasks);

        for (int i = 0; i < tasks; i++) {
            boolean last = i % 50 == 0;
            workers.execute(() -> {
                done.incrementAndGet();
                if (last && Thread.currentThread() instanceof Worker worker) {
                    worker.retire();
                }
                all.countDown();
            });
        }

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasValue(tasks);
        assertThat(workers.size()).isBetween(0, 3);
    }

    @Test
    void refusesWorkWhenStopped() throws Exception {
        workers.stop();

        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        workers.start();
    }

    private Workers.Watch watch() {
        return new Workers.Watch() {
            @Override
            public void retired(Worker worker) {
                told.add(worker);
            }

            @Override
            public void queued() {
                queued.incrementAndGet();
            }
        };
    }

    private Worker busyAndEnded() throws InterruptedException {
        Busy busy = busy();
        busy.end();
        return busy.thread();
    }

    private Busy busy() throws InterruptedException {
        Busy busy = new Busy();
        workers.execute(busy);
        assertThat(busy.began.await(10, TimeUnit.SECONDS)).isTrue();
        return busy;
    }

    static void awaitUntil(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
            Thread.onSpinWait();
        }
    }

    /** A task that lasts until it is told to end. */
    private static final class Busy implements Runnable {
        final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch ends = new CountDownLatch(1);
        private volatile Thread thread = Thread.currentThread();

        @Override
        public void run() {
            thread = Thread.currentThread();
            began.countDown();
            try {
                assertThat(ends.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        Worker thread() {
            return (Worker) thread;
        }

        void release() {
            ends.countDown();
        }

        /** Ends it, and waits until its thread rests. */
        void end() {
            release();
            awaitUntil(() -> LockSupport.getBlocker(thread) instanceof Workers);
        }
    }
}
