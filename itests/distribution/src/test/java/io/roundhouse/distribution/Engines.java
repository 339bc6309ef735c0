package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The releases of ONNX Runtime in a running server, as its shell tells and changes them. */
record Engines(Server server) {
    static final String OLD = "1.20.0";
    static final String NEW = "1.29.0";

    private static final Pattern RUNNING = Pattern.compile(
            "\"engine\":\"onnxruntime\",\"version\":\"(?<version>[^\"]+)\",\"bundle_id\":\"(?<id>\\d+)\"");
    private static final Pattern INSTALLED = Pattern.compile(
            "^ *(?<id>\\d+)\\s.*\\s(?<version>[\\d.]+)\\s+io\\.roundhouse\\.onnxruntime *$", Pattern.MULTILINE);

    /** The bundle of each version that models can be loaded on. */
    Map<String, String> running() {
        return bundles(RUNNING, server.shell("roundhouse:engines --json").replaceAll("[ \\n]", ""));
    }

    /** The bundle of each version, started or not. */
    private Map<String, String> installed() {
        return bundles(INSTALLED, server.shell("bundle:list -t 0 -s --no-format"));
    }

    private static Map<String, String> bundles(Pattern pattern, String text) {
        Map<String, String> bundles = new TreeMap<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            bundles.put(matcher.group("version"), matcher.group("id"));
        }
        return bundles;
    }

    String bundle(String version) {
        Map<String, String> running = running();
        return Optional.ofNullable(running.get(version))
                .orElseThrow(() -> new AssertionError(version + " does not run, only " + running.keySet()));
    }

    void install(String version) {
        server.shell("bundle:install -s mvn:io.roundhouse.engines/onnxruntime/" + version);
    }

    String swap(String version) {
        return server.shell("roundhouse:swap onnxruntime " + version);
    }

    void uninstall(String version) {
        server.shell("bundle:uninstall " + bundle(version));
    }

    /** Brings the server to that version and no other, whatever there is; a server that cannot be brought there fails. */
    void onlyHave(String version) {
        Set<String> before = running().keySet();
        if (before.isEmpty()) {
            install(version);
        } else if (!before.equals(Set.of(version))) {
            swap(version); // also where both run: what a swap left is what is preferred
        }
        installed().forEach((stray, bundle) -> {
            if (!stray.equals(version)) {
                server.shell("bundle:uninstall " + bundle);
            }
        });
        assertThat(running()).containsOnlyKeys(version);
        assertThat(installed()).containsOnlyKeys(version);
    }
}
