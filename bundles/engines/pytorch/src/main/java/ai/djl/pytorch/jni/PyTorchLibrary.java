package ai.djl.pytorch.jni;

import java.nio.ByteBuffer;

/**
 * The native methods of PyTorch that running a TorchScript module needs. Each throws {@link ai.djl.engine.EngineException}
 * when PyTorch does. A handle is the address of a C++ object that the caller has to delete; a wrong or deleted one ends
 * the process. Types are numbers of DJL's, devices its pairs.
 */
public final class PyTorchLibrary {
    /** Threads of one operation, for the whole process. */
    public native void torchSetNumThreads(int threads);

    /** Threads that run parts of one module beside each other, for the whole process; once, before the first run. */
    public native void torchSetNumInteropThreads(int threads);

    /** A module from a file; extra files in it are not asked for when the arrays are empty. */
    public native long moduleLoad(
            String file, int[] device, boolean toDevice, String[] extraNames, String[] extraValues, boolean train);

    public native void moduleEval(long module);

    /** Runs a method with these values and gives its value, to be deleted. */
    public native long moduleRunMethod(
            long module, String method, long[] values, boolean train, boolean separateCudaStream);

    public native void torchDeleteModule(long module);

    /** A tensor over the memory of this buffer, which must stay as long as the tensor does. */
    public native long torchFromBlob(
            ByteBuffer memory, long[] shape, int type, int layout, int[] device, boolean gradient);

    /** The memory of a contiguous tensor, valid while the tensor is. */
    public native ByteBuffer torchDirectByteBuffer(long tensor);

    public native boolean torchIsContiguous(long tensor);

    public native long torchToContiguous(long tensor);

    public native long[] torchSizes(long tensor);

    public native int torchDType(long tensor);

    public native void torchDeleteTensor(long tensor);

    public native long iValueFromTensor(long tensor);

    public native boolean iValueIsTensor(long value);

    public native boolean iValueIsTensorList(long value);

    public native boolean iValueIsTuple(long value);

    public native boolean iValueIsMap(long value);

    public native String iValueGetType(long value);

    public native String iValueToString(long value);

    public native long iValueToTensor(long value);

    public native long[] iValueToTensorList(long value);

    public native long[] iValueToIValueTuple(long value);

    /** Key, value, key, value. */
    public native long[] iValueToMap(long value);

    public native void torchDeleteIValue(long value);
}
