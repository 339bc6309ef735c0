package io.roundhouse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.spi.monitor.MonitorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The plugin of {@link BadMonitor}, made as a user's would be: a jar with components, installed through the shell. */
final class BadMonitorBundle {
    static final String NAME = "roundhouse.benchmarks.misbehaving";

    /** The names of its monitors. */
    static final List<String> KINDS = List.of("throws", "hangs", "leaks");

    private BadMonitorBundle() {}

    /** Writes it below a folder, and answers with its address. */
    static String write(Path folder) {
        Path file = folder.resolve("misbehaving.jar");
        String code = BadMonitor.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest());
                InputStream in = BadMonitor.class.getClassLoader().getResourceAsStream(code)) {
            if (in == null) {
                throw new IOException("no " + code + " beside this class");
            }
            for (String kind : KINDS) {
                jar.putNextEntry(new JarEntry(description(kind)));
                jar.write(component(kind).getBytes(UTF_8));
            }
            jar.putNextEntry(new JarEntry(code));
            in.transferTo(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return file.toUri().toString();
    }

    private static String description(String kind) {
        return "OSGI-INF/" + kind + ".xml";
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue(
                "Service-Component",
                KINDS.stream().map(BadMonitorBundle::description).collect(Collectors.joining(",")));
        main.putValue(
                "Import-Package", "io.roundhouse.api.config,io.roundhouse.api.inference,io.roundhouse.spi.monitor");
        return manifest;
    }

    private static String component(String kind) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="misbehaving.%s" activate="start">
                  <property name="roundhouse.name" value="%s"/>
                  <property name="roundhouse.version" value="1.0.0"/>
                  <service><provide interface="%s"/></service>
                  <implementation class="%s"/>
                </scr:component>
                """.formatted(kind, kind, MonitorFactory.class.getName(), BadMonitor.class.getName());
    }
}
