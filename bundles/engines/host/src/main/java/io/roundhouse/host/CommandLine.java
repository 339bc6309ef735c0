package io.roundhouse.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A child's argument vector and environment. No shell reads them. */
final class CommandLine {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final long MEGA = 1024 * 1024;

    private CommandLine() {}

    static ProcessBuilder of(Recipe recipe, Path folder, List<String> more) {
        ProcessBuilder builder = new ProcessBuilder(arguments(recipe, more))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        scrub(builder.environment(), recipe.settings().environment());
        return builder;
    }

    static List<String> arguments(Recipe recipe, List<String> more) {
        HostSettings settings = recipe.settings();
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(PRLIMIT)) {
            words.add(PRLIMIT.toString());
            words.add("--core=0");
            words.add("--nofile=" + settings.filesMax());
            if (settings.addressSpaceMegabytes() > 0) {
                words.add("--as=" + settings.addressSpaceMegabytes() * MEGA);
            }
        }
        words.add(settings.java().toString());
        words.add("-Xmx" + settings.heapMegabytes() + "m");
        words.add("-XX:MaxDirectMemorySize=" + settings.heapMegabytes() + "m");
        words.add("-XX:+UseSerialGC"); // no threads of its own, and there is little to collect
        words.add("-XX:-UsePerfData"); // a file that kill -9 would leave
        words.add("-XX:ErrorFile=/dev/null"); // what it prints says which signal and where; the rest takes time
        words.add("-XX:-CreateCoredumpOnCrash");
        words.addAll(more);
        words.addAll(settings.jvmOptions());
        words.add("-cp");
        words.add(recipe.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(ChildMain.class.getName());
        return words;
    }

    static void scrub(Map<String, String> environment, List<String> names) {
        environment.keySet().retainAll(names);
    }
}
