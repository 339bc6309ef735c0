package io.roundhouse.lifecycle;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.transformer.Transformer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/** One request's hold on an arm: the only object that taking and giving back makes. */
final class Lease implements ModelLease {
    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(Lease.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ServingArm arm;
    private final ServedBy servedBy;

    @SuppressWarnings("UnusedVariable") // through CLOSED
    private volatile boolean closed;

    Lease(ServingArm arm) {
        this.arm = arm;
        this.servedBy = arm.servedBy();
    }

    @Override
    public ServedBy servedBy() {
        return servedBy;
    }

    @Override
    public ModelSpec spec() {
        return arm.spec();
    }

    @Override
    public ModelSpec modelSpec() {
        return arm.session().value().spec();
    }

    @Override
    public List<Transformer> before() {
        return arm.steps().value().before();
    }

    @Override
    public Batcher batcher() {
        return arm.session().value().batcher();
    }

    @Override
    public List<Transformer> after() {
        return arm.steps().value().after();
    }

    @Override
    public List<String> flags() {
        return arm.key().flags();
    }

    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            arm.giveBack();
        }
    }
}
