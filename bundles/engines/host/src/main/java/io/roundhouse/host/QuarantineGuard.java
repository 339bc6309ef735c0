package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The way of a batch through quarantine: refused, alone, or with others, and alone once more if those others, or itself, ended
 * the host. Threads of the batcher; what is run alone is run on the caller's thread too, one call after the other.
 */
final class QuarantineGuard {
    /** Sends a batch to the host that serves; empty where that takes no more, and another is to be asked. */
    interface Serving {
        Optional<Tensors> run() throws QuarantineGoneException;
    }

    /** Runs one call in a host of its own, which is started when there is none. */
    interface Alone {
        Tensors run(Tensors call, Deadline deadline) throws QuarantineGoneException;
    }

    private final Quarantine quarantine;
    private final QuarantineSubject subject;
    private final Alone alone;
    private final LongSupplier nanoClock;
    private final ReentrantLock onlyOne = new ReentrantLock(true);

    QuarantineGuard(Quarantine quarantine, QuarantineSubject subject, Alone alone, LongSupplier nanoClock) {
        this.quarantine = quarantine;
        this.subject = subject;
        this.alone = alone;
        this.nanoClock = nanoClock;
    }

    /** For one host that serves. */
    QuarantineFlights flights() {
        return new QuarantineFlights(quarantine, subject, nanoClock);
    }

    /**
     * Answers a batch, or says that the host takes no more.
     *
     * @param flights of the host that {@code serving} sends to
     * @throws InferenceException {@code REQUEST_QUARANTINED}, {@code ENGINE_FAILED}, or what the engine threw
     */
    Optional<Tensors> infer(Tensors batch, Deadline deadline, QuarantineFlights flights, Serving serving) {
        QuarantinePass pass = subject.batches()
                ? quarantine.admitRows(subject.model(), batch)
                : quarantine.admit(subject.model(), batch);
        if (pass instanceof QuarantinePass.Refused refused) {
            throw new InferenceException(ErrorCode.REQUEST_QUARANTINED, refused.sentence());
        }
        if (pass instanceof QuarantinePass.Alone) {
            return Optional.of(eachAlone(batch, deadline));
        }
        long flight = flights.enter(batch, deadline);
        if (flight == QuarantineFlights.GONE) {
            return Optional.empty();
        }
        try {
            return serving.run();
        } catch (QuarantineGoneException e) {
            flights.gone(flight, e.how()).ifPresent(failure -> {
                throw refusal(failure);
            });
        } finally {
            flights.leave(flight);
        }
        return Optional.of(eachAlone(batch, deadline));
    }

    private Tensors eachAlone(Tensors batch, Deadline deadline) {
        List<Tensors> answers = new ArrayList<>();
        for (Tensors call : subject.calls(batch)) {
            answers.add(oneAlone(call, deadline));
        }
        return answers.size() == 1 ? answers.get(0) : stacked(answers);
    }

    private Tensors oneAlone(Tensors call, Deadline deadline) {
        if (!enter(deadline)) {
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED, "others ran in quarantine until the request's deadline");
        }
        try {
            QuarantinePass pass = quarantine.admit(subject.model(), call); // the one before may have been its like
            if (pass instanceof QuarantinePass.Refused refused) {
                throw new InferenceException(ErrorCode.REQUEST_QUARANTINED, refused.sentence());
            }
            Tensors answer = alone.run(call, deadline);
            if (pass instanceof QuarantinePass.Alone) {
                quarantine.acquitted(Fingerprint.of(subject.model(), call));
            }
            return answer;
        } catch (QuarantineGoneException e) {
            QuarantineSuspect suspect = subject.suspect(0, call, Duration.ZERO, true);
            throw refusal(
                    quarantine.crashed(List.of(suspect), e.how()).failures().get(0)); // a retry is never retried
        } finally {
            onlyOne.unlock();
        }
    }

    private boolean enter(Deadline deadline) {
        try {
            return onlyOne.tryLock(Math.max(0, deadline.remainingNanos(nanoClock.getAsLong())), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "the wait for quarantine was interrupted", e);
        }
    }

    private static Tensors stacked(List<Tensors> answers) {
        List<String> names = answers.get(0).names();
        List<Tensor> tensors = new ArrayList<>();
        for (String name : names) {
            tensors.add(Tensor.stacked(
                    answers.stream().map(answer -> answer.get(name)).toList()));
        }
        return Tensors.of(names, tensors);
    }

    private static InferenceException refusal(QuarantinePlan.Failure failure) {
        ErrorCode code = failure.listed() ? ErrorCode.REQUEST_QUARANTINED : ErrorCode.ENGINE_FAILED;
        return new InferenceException(code, failure.why());
    }
}
