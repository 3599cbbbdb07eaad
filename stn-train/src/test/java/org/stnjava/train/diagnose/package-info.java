@NullMarked
package org.stnjava.train.diagnose;

import org.jspecify.annotations.NullMarked;
