@NullMarked
package org.stnjava.train.graph;

import org.jspecify.annotations.NullMarked;
