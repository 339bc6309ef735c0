package io.roundhouse.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * The floor: the least program that answers the MLP's requests correctly on the same parts. A raw Jetty handler parses
 * the JSON with Jackson streaming, calls plain ONNX Runtime on the request thread, writes the answer, and does nothing
 * else: no routing, no limits, no batching, no metrics, no second model.
 *
 * <p>Arguments: port, model file, and {@code nonblocking} to run the handler on Jetty's selector threads.
 */
final class FloorProgram {
    private FloorProgram() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        server.addConnector(connector);
        FloorModel model = new FloorModel(Path.of(args[1]));
        boolean nonBlocking = args.length > 2 && args[2].equals("nonblocking");
        server.setHandler(new Handler.Abstract(nonBlocking ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return answer(model, request, response, callback);
            }
        });
        server.start();
        System.out.println(ChildJvm.READY);
        server.join();
    }

    private static boolean answer(FloorModel model, Request request, Response response, Callback callback)
            throws OrtException, IOException {
        FloorExchange exchange = FloorExchange.ofThisThread();
        exchange.read(Content.Source.asInputStream(request));
        exchange.answer(model);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, exchange.body().remaining());
        response.write(true, exchange.body(), callback);
        return true;
    }
}
