package io.roundhouse.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether somebody asks from this very machine, and as its person: over loopback at both ends, by a name of this machine (a page
 * of another site whose name was made to point here has its own in {@code Host}), and with no proxy in between.
 */
final class Nearby {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final List<String> PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via");

    private Nearby() {}

    static boolean is(HttpServletRequest request) {
        return isLoopback(request.getLocalAddr())
                && isLoopback(request.getRemoteAddr())
                && (request.getServerName().equalsIgnoreCase("localhost") || isLoopback(request.getServerName()))
                && PROXIES.stream().allMatch(name -> request.getHeader(name) == null);
    }

    static boolean isLoopback(String address) {
        try {
            return ADDRESS.matcher(address).matches() // else it would be looked up
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
