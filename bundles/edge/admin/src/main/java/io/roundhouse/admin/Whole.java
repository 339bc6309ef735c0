package io.roundhouse.admin;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What a room tells as one document, to be read only. */
record Whole(Supplier<Object> document) implements Resource {
    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (!rest.isEmpty()) {
            exchange.notFound();
        } else if (exchange.isRead()) {
            exchange.answer(document.get());
        }
    }
}
