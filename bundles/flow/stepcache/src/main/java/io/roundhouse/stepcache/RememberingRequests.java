package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;

/** Remembers whole requests. Two that come at once are both computed: to wait for another's answer would cost more. */
final class RememberingRequests extends Remembering {
    RememberingRequests(Transformer step, Owner owner) {
        super(step, owner);
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        Key key = Key.of(owner, columns, reads());
        Kept known = owner.find(key);
        if (known != null) {
            known.flags().forEach(context::flag);
            return known.tensors();
        }
        Listening listening = new Listening(context, true);
        Tensors written = step.apply(columns, listening);
        owner.keep(key, Kept.of(written, listening.flags));
        return written;
    }
}
