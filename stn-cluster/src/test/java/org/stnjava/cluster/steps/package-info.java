@NullMarked
package org.stnjava.cluster.steps;

import org.jspecify.annotations.NullMarked;
