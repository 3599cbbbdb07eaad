@NullMarked
package org.stnjava.example;

import org.jspecify.annotations.NullMarked;
