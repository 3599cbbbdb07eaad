@NullMarked
package org.stnjava.train.loop;

import org.jspecify.annotations.NullMarked;
