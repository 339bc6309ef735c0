/**
 * The names that DJL's native library for PyTorch looks for: it links to this package and its classes and to no other.
 * Ours declare what the room {@code pytorch} calls; DJL's own classes of these names are not in the bundle, as they keep
 * one engine a process, unpack below the user's home, and download what they miss.
 */
@NullMarked
package ai.djl.pytorch.jni;

import org.jspecify.annotations.NullMarked;
