package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Statistics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The protocol over HTTP: which path is which question. Whatever it throws, the filter of the HTTP room answers. */
final class Protocol {
    private static final String GET = "GET";
    private static final String POST = "POST";

    private final Doors doors;
    private final Limits limits;
    private final String version;
    private final BodyReader bodies;
    private final Scratch scratch = new Scratch();
    private final InferHandler infer;
    private final Documents documents;
    private final RepositoryExtension repository;
    private final FeedbackHandler feedback;

    Protocol(Doors doors, Limits limits, String version, LongSupplier nanoClock) {
        JsonFactory json = Json.factory(limits);
        this.doors = doors;
        this.limits = limits;
        this.version = version;
        this.bodies = new BodyReader(limits, scratch);
        this.infer = new InferHandler(doors, new InferExchange(json, limits, nanoClock), bodies, scratch, limits);
        this.documents = new Documents(json);
        this.repository = new RepositoryExtension(json, limits);
        this.feedback = new FeedbackHandler(json, limits);
    }

    void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> segments = PathSegments.of(request.getRequestURI());
        if (segments.isEmpty()) {
            if (allowed(request, response, GET)) {
                Replies.json(response, documents.server(output(), version, extensions()));
            }
        } else if (segments.get(0).equals("repository")) {
            repository(segments, request, response);
        } else if (segments.equals(List.of("models", "stats"))) {
            if (allowed(request, response, GET)) {
                statistics(response, "", Optional.empty());
            }
        } else {
            Optional<PathSegments.OfModel> model = PathSegments.model(segments);
            if (model.isPresent()) {
                model(model.get(), request, response);
            } else {
                response.sendError(404);
            }
        }
    }

    byte[] inferJson(String model, byte[] document) throws IOException {
        return infer.json(PathSegments.word(model, "model"), document);
    }

    private void model(PathSegments.OfModel model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (model.action()) {
            case "infer" -> {
                if (allowed(request, response, POST)) {
                    infer.handle(model, request, response);
                }
            }
            case "feedback" -> feedback(model, request, response);
            case "ready" -> {
                if (allowed(request, response, GET)) {
                    Models.requireReady(model.name(), Models.find(doors.catalog(), model));
                    Replies.json(response, documents.ready(output(), model.name()));
                }
            }
            case "stats" -> {
                if (allowed(request, response, GET)) {
                    List<ModelStatus> found = Models.find(doors.catalog(), model);
                    boolean one = model.version().isPresent() || model.label().isPresent();
                    String only = found.get(0).id().version();
                    statistics(response, model.name(), one ? Optional.of(only) : Optional.empty());
                }
            }
            case "" -> {
                if (allowed(request, response, GET)) {
                    List<ModelStatus> found = Models.find(doors.catalog(), model);
                    Replies.json(
                            response,
                            documents.model(
                                    output(),
                                    model.name(),
                                    Models.liveVersions(found),
                                    Models.spec(model.name(), found)));
                }
            }
            default -> response.sendError(404);
        }
    }

    private void feedback(PathSegments.OfModel model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (model.version().isPresent() || model.label().isPresent()) {
            response.sendError(404); // a request's id says which version answered
        } else if (allowed(request, response, POST)) {
            Body body = bodies.read(request, response); // first: what is left unread ends the connection
            Models.find(doors.catalog(), model);
            Replies.json(response, feedback.take(doors.feedback(), model.name(), body, output()));
        }
    }

    private void repository(List<String> segments, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean index = segments.equals(List.of("repository", "index"));
        boolean load = segments.size() == 4 && segments.get(3).equals("load");
        boolean unload = segments.size() == 4 && segments.get(3).equals("unload");
        if (!index && !((load || unload) && segments.get(1).equals("models"))) {
            if (segments.size() > 2 && !segments.get(1).equals("models")) {
                throw Refusal.request("naming a repository is not offered: there is one");
            }
            response.sendError(404);
        } else if (allowed(request, response, POST)) {
            Body body = bodies.read(request, response);
            if (index) {
                boolean readyOnly = repository.readyOnly(body);
                List<ModelStatus> models = doors.catalog().models().stream()
                        .filter(model -> !readyOnly
                                || !Models.liveVersions(List.of(model)).isEmpty())
                        .toList();
                Replies.json(response, documents.index(output(), models));
                return;
            }
            String name = PathSegments.word(segments.get(2), "model");
            if (load) {
                repository.load(doors.repository(), name, body);
            } else {
                repository.unload(doors.repository(), name, body);
            }
            response.setContentLength(0);
        }
    }

    private void statistics(HttpServletResponse response, String name, Optional<String> wanted) throws IOException {
        Statistics statistics =
                doors.statistics().orElseThrow(() -> Refusal.unsupported("statistics are not installed here"));
        List<Statistics.ModelStatistics> models = statistics.models().stream()
                .filter(model -> name.isEmpty() || model.model().name().equals(name))
                .filter(model -> wanted.isEmpty() || model.model().version().equals(wanted.get()))
                .toList();
        Replies.json(response, documents.statistics(output(), models));
    }

    private List<String> extensions() {
        List<String> extensions = new ArrayList<>(
                List.of("binary_tensor_data", "model_repository", "model_repository(unload_dependents)", "parameters"));
        if (doors.statistics().isPresent()) {
            extensions.add("statistics");
        }
        if (doors.takesFeedback()) {
            extensions.add("feedback");
        }
        return extensions;
    }

    private Output output() {
        return new Output(scratch.out(), limits.responseBytesMax());
    }

    private static boolean allowed(HttpServletRequest request, HttpServletResponse response, String method)
            throws IOException {
        String actual = request.getMethod();
        if (actual.equals(method) || (method.equals(GET) && actual.equals("HEAD"))) {
            return true;
        }
        response.setHeader("Allow", method.equals(GET) ? "GET, HEAD" : method);
        response.sendError(405);
        return false;
    }
}
