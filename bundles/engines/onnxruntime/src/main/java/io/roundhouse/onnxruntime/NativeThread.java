package io.roundhouse.onnxruntime;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs one thing on a thread that ends afterwards. The C++ runtime keeps a library mapped while any thread lives that
 * ran its code, so opening and closing must not happen on threads of the container.
 */
final class NativeThread {
    private NativeThread() {}

    /** The result; what it throws, as it is. An interrupt is kept for later: half an environment would stay for ever. */
    static <T> T call(String role, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "roundhouse-onnxruntime-" + role, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
