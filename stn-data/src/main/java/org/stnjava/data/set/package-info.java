/**
 * Labeled image sets, and their readers: MNIST-style idx files, folders of pictures, multi-digit
 * numbers.
 *
 * <p>What is read here goes into scenes and batches.
 */
@NullMarked
package org.stnjava.data.set;

import org.jspecify.annotations.NullMarked;
