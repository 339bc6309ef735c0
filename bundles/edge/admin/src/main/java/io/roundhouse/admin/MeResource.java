package io.roundhouse.admin;

import java.io.IOException;
import java.util.List;

/** Who asks, as the server sees it. */
final class MeResource implements Resource {
    /** The answer. */
    record Document(String name, String role) {}

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (!rest.isEmpty()) {
            exchange.notFound();
        } else if (exchange.isRead()) {
            Caller caller = exchange.caller();
            exchange.answer(new Document(caller.name(), caller.role().word()));
        }
    }
}
