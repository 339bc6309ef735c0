package io.roundhouse.trends;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two threads that read the database for those who ask: a driver that hangs holds one of these, and one who is interrupted
 * while he waits does not close H2's file, which an interrupt within it would.
 */
final class Readers implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING_MAX = 8;
    private static final long IDLE_SECONDS = 60;
    private static final long ANSWER_SECONDS = 30;
    private static final long STOP_SECONDS = 5;

    private final Connections connections;
    private final TrendsSettings settings;
    private final ThreadPoolExecutor pool;

    /** What is read. */
    interface Question<T> {
        T ask(Reads reads) throws SQLException;
    }

    Readers(Connections connections, TrendsSettings settings) {
        this.connections = connections;
        this.settings = settings;
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "roundhouse-trends-reader");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Asks and waits.
     *
     * @param empty the answer of a database that was never written to
     */
    <T> T read(T empty, Question<T> question) {
        try {
            Future<T> answer = pool.submit(() -> answer(empty, question));
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            throw new InferenceException(
                    ErrorCode.OVERLOADED,
                    "the trends are being read by " + (THREADS + WAITING_MAX) + " already; ask again later");
        } catch (TimeoutException e) {
            throw failed("the database has not answered within " + ANSWER_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "interrupted while the trends were read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException refusal) {
                throw refusal;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw failed(settings.password().scrub(Writer.message(cause)));
        }
    }

    private <T> T answer(T empty, Question<T> question) throws SQLException {
        try (Connection connection = connections.open()) {
            return question.ask(new Reads(connection, settings.server()));
        } catch (SQLException e) {
            if (Reads.isEmpty(e)) {
                return empty;
            }
            throw e;
        }
    }

    private static InferenceException failed(String why) {
        return new InferenceException(ErrorCode.INTERNAL, "the trends cannot be read: " + why);
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
