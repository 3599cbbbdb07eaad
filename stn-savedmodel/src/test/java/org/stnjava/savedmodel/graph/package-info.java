@NullMarked
package org.stnjava.savedmodel.graph;

import org.jspecify.annotations.NullMarked;
