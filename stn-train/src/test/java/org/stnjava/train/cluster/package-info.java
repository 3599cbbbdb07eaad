@NullMarked
package org.stnjava.train.cluster;

import org.jspecify.annotations.NullMarked;
