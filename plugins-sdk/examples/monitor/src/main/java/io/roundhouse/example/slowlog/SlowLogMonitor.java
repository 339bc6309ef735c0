package io.roundhouse.example.slowlog;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Logs requests that were answered later than a limit. A monitor is called on the request's thread and must not hold it
 * up, so a line is written once a second at most, and says how many others there were.
 */
@Component(
        name = SlowLogMonitor.PID,
        service = InferenceMonitor.class,
        property = {"roundhouse.name=slow-log", "roundhouse.version=1.0.0"})
@Designate(ocd = SlowLogMonitor.Config.class)
public final class SlowLogMonitor implements InferenceMonitor {
    static final String PID = "io.roundhouse.example.slowlog";
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    @ObjectClassDefinition(id = PID, name = "Slow log")
    @interface Config {
        @AttributeDefinition(name = "Limit", description = "Milliseconds a request may take unlogged, 1 or more.")
        long limit_millis() default 100;
    }

    private final long limitNanos;
    private final LongSupplier nanoClock;
    private final Consumer<String> log;
    private final AtomicLong lineNanos; // when the next line may be written
    private final AtomicLong slow = new AtomicLong();

    @Activate
    public SlowLogMonitor(Config config) {
        this(config.limit_millis(), System::nanoTime, line -> System.getLogger(PID)
                .log(System.Logger.Level.WARNING, line));
    }

    SlowLogMonitor(long limitMillis, LongSupplier nanoClock, Consumer<String> log) {
        if (limitMillis < 1) {
            throw new IllegalArgumentException(PID + ": limit.millis must be 1 or more, was " + limitMillis);
        }
        this.limitNanos = Duration.ofMillis(limitMillis).toNanos();
        this.nanoClock = nanoClock;
        this.log = log;
        this.lineNanos = new AtomicLong(nanoClock.getAsLong());
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof InferenceEvent.Answered answered
                && answered.response().timing().totalNanos() > limitNanos) {
            slow.incrementAndGet();
            long now = nanoClock.getAsLong();
            long next = lineNanos.get();
            if (now - next >= 0 && lineNanos.compareAndSet(next, now + PAUSE_NANOS)) {
                log.accept("slow model=" + answered.response().servedBy().model()
                        + " total_ms="
                        + Duration.ofNanos(answered.response().timing().totalNanos())
                                .toMillis()
                        + " since_last_line=" + slow.getAndSet(0));
            }
        }
    }
}
