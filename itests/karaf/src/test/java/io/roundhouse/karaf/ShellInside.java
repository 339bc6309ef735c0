package io.roundhouse.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Who may run which command. Karaf allows what no list names, so the list of every scope must end in "all else: admin". */
public class ShellInside extends Inside {
    private static final String LIST = "org.apache.karaf.command.acl.";

    @Test
    public void everyCommandThatNoListNamesIsForAdministrators() throws IOException, InvalidSyntaxException {
        Map<String, String> rests = new TreeMap<>();

        for (String scope : scopes()) {
            Configuration[] lists =
                    service(ConfigurationAdmin.class).listConfigurations("(service.pid=" + LIST + scope + ")");
            rests.put(
                    scope,
                    lists == null
                            ? "no list"
                            : String.valueOf(lists[0].getProperties().get("*")));
        }

        assertThat(rests).containsKeys("roundhouse", "bundle", "config", "feature", "log", "shell");
        assertThat(rests).allSatisfy((scope, rest) -> assertThat(rest).isEqualTo("admin"));
    }

    @Test
    public void whoeverHasNoRoleSeesNoCommand() {
        assertThat(service(SessionFactory.class).getRegistry().getCommands())
                .extracting(command -> command.getScope())
                .containsOnly("*"); // the session's own: exit, help
    }

    /** From the classes, because the shell shows commands only to those who may run them. */
    private Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            String packages = bundle.getHeaders().get("Karaf-Commands");
            if (packages != null) {
                Arrays.stream(packages.split(",", -1))
                        .flatMap(name -> classes(bundle, name.strip()))
                        .map(type -> type.getAnnotation(Command.class))
                        .filter(command -> command != null)
                        .forEach(command -> scopes.add(command.scope()));
            }
        }
        return scopes;
    }

    private static Stream<Class<?>> classes(Bundle bundle, String clause) {
        String folder = clause.replaceFirst("(\\.\\*)?(;.*)?$", "").replace('.', '/');
        return bundle
                .adapt(BundleWiring.class)
                .listResources(folder, "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)
                .stream()
                .map(file -> load(
                        bundle,
                        file.substring(0, file.length() - ".class".length()).replace('/', '.')));
    }

    private static Class<?> load(Bundle bundle, String name) {
        try {
            return bundle.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }
}
