package io.roundhouse.lifecycle;

/**
 * Something several arms use; closed by the one who gives it back last.
 *
 * @param <T> what it is
 */
final class Shared<T> {
    private final T value;
    private final Runnable close;
    private int users = 1;

    /** The maker is the first user. */
    Shared(T value, Runnable close) {
        this.value = value;
        this.close = close;
    }

    T value() {
        return value;
    }

    synchronized Shared<T> retain() {
        if (users == 0) {
            throw new IllegalStateException("already closed");
        }
        users++;
        return this;
    }

    void release() {
        synchronized (this) {
            users--;
            if (users != 0) {
                return;
            }
        }
        close.run();
    }
}
