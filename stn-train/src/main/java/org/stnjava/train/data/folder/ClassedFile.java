package org.stnjava.train.data.folder;

import java.nio.file.Path;

/** A picture's file with the number of its class. */
record ClassedFile(Path file, int label) {}
