package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.Test;

/** With what ORT 1.28.0 and 1.29.0 say where CUDA is there and a card is not. */
class OrtErrorsTest {
    @Test
    void keepsTheReasonAndLeavesOutPlacesAndTheNameOfTheMachine() {
        String message = "/src/core/providers/cuda/info.cc:62 static onnxruntime::Info onnxruntime::Info::From(const"
                + " onnxruntime::ProviderOptions&) [ONNXRuntimeError] : 1 : FAIL : provider_options_utils.h:187 Parse"
                + " Failed to parse provider option \"device_id\": CUDA failure 100: no CUDA-capable device is detected"
                + " ; GPU=-1 ; hostname=vm ; file=/src/core/providers/cuda/info.cc ; line=69 ;"
                + " expr=cudaGetDeviceCount(&num_devices); \n";

        assertThat(OrtErrors.clean(new OrtException(message), ""))
                .isEqualTo("Failed to parse provider option \"device_id\": CUDA failure 100: no CUDA-capable device is"
                        + " detected");
    }

    @Test
    void leavesOutWhatATemplateWasMadeOf() {
        String place =
                "/src/cuda_call.cc:154 std::conditional_t<THRW, void, Status> onnxruntime::CudaCall(ERRTYPE, const"
                        + " char*, int) [with ERRTYPE = cudaError; bool THRW = true; Status = void] ";
        String message = place + place + "CUDA failure 2: out of memory ; GPU=0 ; hostname=vm ; file=/src/call.cc ;"
                + " line=345 ; expr=cudaMalloc((void**)&p, size); ";

        assertThat(OrtErrors.clean(new OrtException(message), "")).isEqualTo("CUDA failure 2: out of memory");
    }

    @Test
    void saysWhichLibraryIsMissing() {
        String message = "Failed to load library /data/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13:"
                + " cannot open shared object file: No such file or directory";

        assertThat(OrtErrors.start(new OrtException(message)))
                .startsWith("libcublasLt.so.13 is not on this machine, or not where libraries are looked for; install")
                .doesNotContain("/data");
        assertThat(OrtErrors.isAboutLibrary(new OrtException(message))).isTrue();
        assertThat(OrtErrors.isAboutLibrary(new OrtException("out of memory"))).isFalse();
        assertThat(OrtErrors.start(new OrtException("out of memory"))).isEqualTo("out of memory");
    }
}
