package io.roundhouse.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, and whether he may. It stands before everything, and what is needed follows from the method: a resource that is
 * added later cannot forget to ask.
 */
final class Gate {
    private static final Logger LOG = System.getLogger(AdminComponent.PID);
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*) *");
    private static final String WHERE = "the owner's lies in " + Tokens.OWNER_FILE
            + " in the server's data folder, './roundhouse token add NAME --role viewer|admin' makes others";

    private final AdminSettings settings;
    private final Tokens tokens;
    private final Guesses guesses;

    Gate(AdminSettings settings, Tokens tokens, Guesses guesses) {
        this.settings = settings;
        this.tokens = tokens;
        this.guesses = guesses;
    }

    /** The same with other settings; what is known from a file that stays the same is kept. */
    Gate with(AdminSettings next, Supplier<Tokens> others) {
        boolean same = next.tokensFile().equals(settings.tokensFile());
        return new Gate(next, same ? tokens : others.get(), guesses);
    }

    /** Makes what is missing: the owner's token. */
    void open() {
        tokens.known();
    }

    /** The one who asks; empty where he was answered already. */
    Optional<Caller> admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Role needed = needed(request.getMethod());
        List<String> shown = Collections.list(request.getHeaders("Authorization"));
        if (shown.isEmpty()) {
            return anonymous(needed, request, response);
        }
        Matcher bearer = BEARER.matcher(shown.get(0));
        if (shown.size() > 1 || !bearer.matches()) {
            refuse(response, 401, "", "Authorization must be 'Bearer TOKEN', once; " + WHERE);
            return Optional.empty();
        }
        Optional<Caller> caller = tokens.find(bearer.group(1));
        if (caller.isEmpty()) {
            wrong(request.getRemoteAddr(), response);
        } else if (!caller.get().role().covers(needed)) {
            String sentence = "this needs the role " + needed.word() + ", the token '"
                    + caller.get().name() + "' has the role "
                    + caller.get().role().word();
            refuse(response, 403, " error=\"insufficient_scope\"", sentence);
            return Optional.empty();
        }
        return caller;
    }

    /** Whether somebody who was let in to read would be let in now. */
    boolean knows(Caller caller) {
        return caller.sha256().isEmpty()
                ? settings.anonymous().covers(Role.VIEWER)
                : tokens.known().contains(caller);
    }

    /** A browser asks by OPTIONS without a token, and is refused behind this. */
    private static Role needed(String method) {
        return switch (method) {
            case "OPTIONS" -> Role.NONE;
            case "GET", "HEAD" -> Role.VIEWER;
            default -> Role.ADMIN;
        };
    }

    private Optional<Caller> anonymous(Role needed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean far = settings.anonymous() == Role.ADMIN && !Nearby.is(request);
        Role role = far ? Role.VIEWER : settings.anonymous();
        if (role.covers(needed)) {
            return Optional.of(Caller.anonymous(role));
        }
        String why = far ? "; without one only this machine itself may, at a loopback address" : "";
        refuse(
                response,
                401,
                "",
                "this needs a token with the role " + needed.word() + ", sent as 'Authorization: Bearer TOKEN'; "
                        + WHERE + why);
        return Optional.empty();
    }

    private void wrong(String address, HttpServletResponse response) throws IOException {
        int count = guesses.wrong(address);
        if (count == Guesses.MAX) {
            LOG.log(
                    Level.WARNING,
                    "wrong tokens from={0} count={1} effect=\"429 until the minute is over\"",
                    address,
                    count);
        }
        if (count <= Guesses.MAX) {
            refuse(response, 401, " error=\"invalid_token\"", "the token is not known here, or not any more; " + WHERE);
        } else {
            response.setHeader("Retry-After", Long.toString(guesses.secondsLeft()));
            response.sendError(
                    429, "more than " + Guesses.MAX + " wrong tokens in a minute from this address; " + WHERE);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String more, String sentence)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer" + more);
        response.sendError(status, sentence);
    }
}
