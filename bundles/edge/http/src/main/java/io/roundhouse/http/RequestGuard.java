package io.roundhouse.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * The first look at a request, HTTP/1 or HTTP/2, when its headers are complete. It stands in the connector's
 * configuration, since the handlers on Felix's server cannot be changed once it runs.
 */
final class RequestGuard implements HttpConfiguration.Customizer {
    private static final Set<String> METHODS = Set.of(JsonErrors.ALLOW.split(", "));

    private final HttpSettings settings;
    private final SlowRequests slow;

    RequestGuard(HttpSettings settings, SlowRequests slow) {
        this.settings = settings;
        this.slow = slow;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        boolean http2 = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
        if (http2) {
            request.addHttpStreamWrapper(EarlyAnswer::new);
        }
        if (!METHODS.contains(request.getMethod())) {
            throw new HttpException.RuntimeException(405, ErrorStatus.sentence(405));
        }
        checkPath(request.getHttpURI().getPath());
        // A request being answered is never idle: a load may take minutes. A read or write that waits still is.
        request.addIdleTimeoutListener(timeout -> false);
        return guardBody(request, http2);
    }

    private static void checkPath(String path) {
        if (path.indexOf("/.") >= 0 || path.indexOf("//") >= 0 || path.indexOf(';') >= 0) {
            throw new HttpException.RuntimeException(
                    400, "the path must not have empty segments, segments that begin with a dot, or parameters");
        }
    }

    private Request guardBody(Request request, boolean http2) {
        HttpFields headers = request.getHeaders();
        HttpField coding = headers.getField(HttpHeader.TRANSFER_ENCODING);
        if (coding != null && !"chunked".equalsIgnoreCase(coding.getValue())) {
            throw new HttpException.RuntimeException(501, "the only transfer coding offered is chunked");
        }
        long length = request.getLength();
        if (length > settings.bodyBytesMax()) {
            throw new HttpException.RuntimeException(
                    413, "the body has " + length + " bytes, at most " + settings.bodyBytesMax());
        }
        boolean unannounced = length < 0 && coding == null;
        boolean empty = length == 0 || (unannounced && !http2);
        return empty ? request : new GuardedBody(request, settings, slow);
    }
}
