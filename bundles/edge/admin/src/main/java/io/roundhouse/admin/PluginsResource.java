package io.roundhouse.admin;

import io.roundhouse.server.control.PluginControl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is plugged in, and the exchange of an engine, which is answered when it is done and told meanwhile. */
record PluginsResource(Supplier<PluginControl> plugins, Swaps swaps) implements Resource {
    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (rest.isEmpty()) {
            if (exchange.isRead()) {
                exchange.answer(Map.of("plugins", plugins.get().plugins()));
            }
        } else if (rest.size() == 2 && rest.get(1).equals("swap")) {
            if (exchange.isChange()) {
                Swap swap = new Swap();
                JsonBody.read(exchange, "swap", Swap.MEMBERS, swap);
                exchange.answer(Map.of("steps", swap.run(rest.get(0), plugins.get(), swaps)));
            }
        } else {
            exchange.notFound();
        }
    }

    /** The body. */
    private static final class Swap implements JsonBody.Members {
        static final List<String> MEMBERS = List.of("version");
        private String version = "";

        @Override
        public void take(String name, JsonBody.Value value) throws IOException {
            version = Refusal.version(value.text("\"1.29.0\""));
        }

        List<PluginControl.Step> run(String engine, PluginControl plugins, Swaps swaps) {
            if (version.isEmpty()) {
                throw Refusal.request("the body of swap needs 'version', as {\"version\":\"1.29.0\"}");
            }
            return swaps.run(Refusal.name(engine), version, plugins);
        }
    }
}
