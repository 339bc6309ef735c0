package io.roundhouse.onnxruntime;

import io.roundhouse.spi.engine.Engine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** A process of its own that starts one release, asks it once if it starts, and ends. */
final class UseOnce {
    private UseOnce() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        EngineFramework framework = new EngineFramework(folder.resolve("storage"));
        try {
            Bundle bundle = framework.install(arguments[1]);
            @Nullable Engine engine = framework.engine(bundle);
            System.out.println(
                    engine == null
                            ? "no engine"
                            : "answer "
                                    + Credit.answerOnce(engine, Credit.in(folder))
                                            .remaining());
        } finally {
            framework.close();
        }
    }
}
