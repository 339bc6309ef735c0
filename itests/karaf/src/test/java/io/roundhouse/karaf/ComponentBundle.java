package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** A bundle of one class of these tests, which is a component of Declarative Services with a method {@code start}. */
final class ComponentBundle {
    private static final String DESCRIPTION = "OSGI-INF/component.xml";

    private ComponentBundle() {}

    /**
     * Makes the bundle.
     *
     * @param plugin the service's {@code roundhouse.name}
     */
    static InputStream of(String plugin, Class<?> implementation, Class<?> contract) {
        return of(plugin, "1.0.0", implementation, contract);
    }

    /** A release of it. */
    static InputStream of(String plugin, String version, Class<?> implementation, Class<?> contract) {
        String file = implementation.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest(plugin, version));
                InputStream code = implementation.getClassLoader().getResourceAsStream(file)) {
            jar.putNextEntry(new JarEntry(DESCRIPTION));
            jar.write(description(plugin, version, implementation, contract).getBytes(UTF_8));
            jar.putNextEntry(new JarEntry(file));
            code.transferTo(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Manifest manifest(String plugin, String version) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "misbehaving." + plugin);
        main.putValue(Constants.BUNDLE_VERSION, version);
        main.putValue("Service-Component", DESCRIPTION);
        main.putValue(
                Constants.IMPORT_PACKAGE,
                "io.roundhouse.api.config,io.roundhouse.api.inference,io.roundhouse.api.model,"
                        + "io.roundhouse.api.tensor,io.roundhouse.spi.engine,io.roundhouse.spi.monitor");
        return manifest;
    }

    private static String description(String plugin, String version, Class<?> implementation, Class<?> contract) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="misbehaving.%s" activate="start">
                  <property name="roundhouse.name" value="%s"/>
                  <property name="roundhouse.version" value="%s"/>
                  <service><provide interface="%s"/></service>
                  <implementation class="%s"/>
                </scr:component>
                """.formatted(plugin, plugin, version, contract.getName(), implementation.getName());
    }
}
