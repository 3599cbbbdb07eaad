@NullMarked
package org.stnjava.savedmodel.graph.composition;

import org.jspecify.annotations.NullMarked;
