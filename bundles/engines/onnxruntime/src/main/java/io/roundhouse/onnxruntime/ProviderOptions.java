package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.roundhouse.api.config.Settings;
import java.util.Locale;
import java.util.Map;

/**
 * Gives execution providers to a session's options, each as ORT's Java binding takes it. {@code device_id} and {@code
 * precision} are read here; what else is written is ORT's, which refuses what it does not know.
 */
final class ProviderOptions {
    private static final String DEVICE = "device_id";
    private static final String PRECISION = "precision";
    private static final int DEVICES_MAX = 64;

    private ProviderOptions() {}

    /** How exactly is computed, where the provider lets one choose. */
    private enum Precision {
        FP32,
        TF32,
        FP16,
        INT8
    }

    /**
     * Adds one; a session asks them in the order they were added, and the processor last.
     *
     * @throws OrtException it is not there, cannot be loaded here, or does not know an option
     */
    static void add(SessionOptions session, ProviderWish wish) throws OrtException {
        Settings options = wish.options();
        switch (wish.word()) {
            case ProviderWish.CPU -> options.allow();
            case "cuda" -> cuda(session, wish);
            case "tensorrt" -> tensorrt(session, wish);
            case "openvino" -> session.addOpenVINO(options.allow("device").text("device", "CPU"));
            case "rocm" -> session.addROCM(device(options.allow(DEVICE)));
            case "dml" -> session.addDirectML(device(options.allow(DEVICE)));
            case "coreml" -> {
                options.allow();
                session.addCoreML();
            }
            case "nnapi" -> {
                options.allow();
                session.addNnapi();
            }
            case "dnnl" -> session.addDnnl(options.allow("arena").flag("arena", true));
            case "acl" -> session.addACL(options.allow("fast_math").flag("fast_math", false));
            case "xnnpack" -> session.addXnnpack(wish.texts());
            case "qnn" -> session.addQnn(wish.texts());
            default -> throw new IllegalArgumentException(wish.word());
        }
    }

    private static void cuda(SessionOptions session, ProviderWish wish) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device(wish.options()))) {
            for (Map.Entry<String, String> option :
                    wish.texts(DEVICE, PRECISION).entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            if (wish.options().has(PRECISION)) {
                cuda.add("use_tf32", of(wish, Precision.FP32, Precision.TF32) == Precision.TF32 ? "1" : "0");
            }
            session.addCUDA(cuda);
        }
    }

    private static void tensorrt(SessionOptions session, ProviderWish wish) throws OrtException {
        try (OrtTensorRTProviderOptions tensorrt = new OrtTensorRTProviderOptions(device(wish.options()))) {
            for (Map.Entry<String, String> option :
                    wish.texts(DEVICE, PRECISION).entrySet()) {
                tensorrt.add(option.getKey(), option.getValue());
            }
            switch (of(wish, Precision.FP32, Precision.FP16, Precision.INT8)) {
                case FP16 -> tensorrt.add("trt_fp16_enable", "1");
                case INT8 -> tensorrt.add("trt_int8_enable", "1");
                default -> {}
            }
            session.addTensorrt(tensorrt);
        }
    }

    private static int device(Settings options) {
        return (int) options.integer(DEVICE, 0, 0, DEVICES_MAX - 1);
    }

    private static Precision of(ProviderWish wish, Precision... known) {
        Precision found = wish.options().choice(PRECISION, Precision.FP32);
        for (Precision each : known) {
            if (each == found) {
                return found;
            }
        }
        String words = String.join(", ", names(known));
        throw wish.options().invalid(PRECISION, "of " + wish.word() + " must be one of " + words, null);
    }

    private static String[] names(Precision... known) {
        String[] names = new String[known.length];
        for (int i = 0; i < known.length; i++) {
            names[i] = known[i].name().toLowerCase(Locale.ROOT);
        }
        return names;
    }
}
