@NullMarked
package org.stnjava.train.finetune;

import org.jspecify.annotations.NullMarked;
