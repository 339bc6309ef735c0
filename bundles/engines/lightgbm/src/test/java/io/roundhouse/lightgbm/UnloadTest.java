package io.roundhouse.lightgbm;

import com.microsoft.ml.lightgbm.lightgbmlibJNI;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.natives.PrivateNatives;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.UnloadContract;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

class UnloadTest extends UnloadContract {
    @Override
    protected List<Class<?>> bundle() {
        return List.of(LightGbmEngine.class, PrivateNatives.class, lightgbmlibJNI.class);
    }

    @Override
    protected Engine engine(ClassLoader copy, Path home) throws ReflectiveOperationException {
        Constructor<?> constructor = copy.loadClass(LightGbmEngine.class.getName())
                .getDeclaredConstructor(Path.class, int.class, LongSupplier.class);
        constructor.setAccessible(true);
        return (Engine) constructor.newInstance(home, 2, (LongSupplier) System::nanoTime);
    }

    @Override
    protected ModelArtifact model() {
        return Spam.in(folder.resolve("model"));
    }

    @Override
    protected Tensors rows() {
        return Tensors.of("features", Spam.mails(50));
    }

    @Override
    protected String output() {
        return "prediction";
    }

    @Override
    protected String nativeName() {
        return "lightgbm";
    }
}
