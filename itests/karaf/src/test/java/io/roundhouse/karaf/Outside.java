package io.roundhouse.karaf;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ops4j.pax.exam.Option;

/**
 * How the container is started: the distribution's archive, the Java options of its {@code bin/server}, and what the
 * tests need in there. One option is left out, {@code jdk.serialFilter}: Pax Exam talks to the container through RMI.
 */
final class Outside {
    private static final Pattern JAVA_OPTION = Pattern.compile("(?:--add-(?:reads|exports|opens)=|-XX:)[^\\s\"]+");
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";

    private Outside() {}

    static Option[] container() {
        List<Option> options = new ArrayList<>();
        options.add(karafDistributionConfiguration()
                .frameworkUrl(
                        new File(property("roundhouse.distribution")).toURI().toString())
                .karafVersion(property("roundhouse.karaf"))
                .name("Roundhouse")
                .unpackDirectory(new File(property("roundhouse.work")))
                .useDeployFolder(false));
        options.add(doNotModifyLogConfiguration());
        options.add(configureConsole().ignoreLocalConsole().ignoreRemoteShell());
        java().forEach(option -> options.add(vmOption(option)));
        // Pax Exam's own bundles lie in Maven's local repository, where this build has put them; no other is asked.
        options.add(editConfigurationFilePut(
                MAVEN, "org.ops4j.pax.url.mvn.localRepository", property("roundhouse.repository")));
        options.add(bundle(fileUrl("roundhouse.bytebuddy")));
        options.add(bundle(fileUrl("roundhouse.assertj")));
        options.add(bundle(fileUrl("roundhouse.testkit")));
        options.add(systemProperty("roundhouse.http.port").value(Integer.toString(freePort())));
        for (String each : List.of("onnxruntime.oldest", "onnxruntime.newest")) {
            options.add(systemProperty("roundhouse." + each).value(property("roundhouse." + each)));
        }
        for (String each : List.of("linear", "lowercase", "byheader", "slowlog", "extremes")) {
            options.add(systemProperty("roundhouse.example." + each).value(fileUrl("roundhouse.example." + each)));
        }
        return options.toArray(Option[]::new);
    }

    private static List<String> java() {
        String endorsed = "lib/endorsed/org.apache.karaf.specs.";
        String version = property("roundhouse.karaf") + ".jar";
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-Xss512k"));
        options.add("-Dfile.encoding=UTF-8");
        options.add("-Djava.awt.headless=true");
        if (Runtime.version().feature() < 24) {
            options.add("-Djava.security.manager=allow");
        } else {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
            options.add("-javaagent:lib/agent/roundhouse-subject.jar");
        }
        for (String script : List.of("setenv", "server")) {
            String text = read(Path.of(property("roundhouse.bin"), script));
            JAVA_OPTION.matcher(text).results().forEach(match -> options.add(match.group()));
        }
        options.add("--patch-module=java.base=" + endorsed + "locator-" + version);
        options.add("--patch-module=java.xml=" + endorsed + "java.xml-" + version);
        options.add("-classpath");
        options.add("lib/boot/*" + File.pathSeparator + "lib/jdk9plus/*");
        return options;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Free now, and taken by nobody in the second until the container listens. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fileUrl(String key) {
        return new File(property(key)).toURI().toString();
    }

    private static String property(String key) {
        String value = System.getProperty(key, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("system property " + key + " is missing; the build sets it");
        }
        return value;
    }
}
