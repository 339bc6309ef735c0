package io.roundhouse.admin;

import java.io.IOException;
import java.util.List;

/** The server at this moment: once, or again and again for who asks for a stream of events. */
record LiveResource(LiveStream stream) implements Resource {
    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (!rest.isEmpty()) {
            exchange.notFound();
        } else if (exchange.isRead()) {
            String accept = exchange.request().getHeader("Accept");
            if (accept != null && accept.contains(LiveStream.TYPE)) {
                stream.open(exchange);
            } else {
                exchange.answer(stream.snapshot());
            }
        }
    }
}
