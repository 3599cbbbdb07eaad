/** SavedModels and weights as files that Java, Python, and TensorFlow Serving read. */
@NullMarked
package org.stnjava.savedmodel.export;

import org.jspecify.annotations.NullMarked;
