package io.roundhouse.server.flow;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An arm of a model held open: nothing in it is closed before the lease is. All of it is one snapshot, so one request
 * never sees two versions of a step. One request, one lease; any thread.
 */
@ProviderType
public interface ModelLease extends AutoCloseable {
    ServedBy servedBy();

    /** What the client sends and gets, the transformers included. */
    ModelSpec spec();

    /** What the model itself expects and gives. */
    ModelSpec modelSpec();

    /** The steps before the model, in order. */
    List<Transformer> before();

    Batcher batcher();

    /** The steps after the model, in order. */
    List<Transformer> after();

    /** What is not as it should be with the arm: every answer of it is marked so. Mostly nothing. */
    default List<String> flags() {
        return List.of();
    }

    /** Gives the arm back; a further close does nothing. */
    @Override
    void close();
}
