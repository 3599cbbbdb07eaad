/** The examples of the documentation, compiled and run by tests. */
@NullMarked
package org.stnjava.example;

import org.jspecify.annotations.NullMarked;
