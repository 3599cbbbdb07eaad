@NullMarked
package org.stnjava.cluster.placement;

import org.jspecify.annotations.NullMarked;
