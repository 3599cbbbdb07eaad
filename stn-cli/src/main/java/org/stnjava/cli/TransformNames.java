package org.stnjava.cli;

import java.util.ArrayList;
import org.stnjava.ops.transform.Transforms;

/** The names of all transforms, for the help. */
final class TransformNames extends ArrayList<String> {
  private static final long serialVersionUID = 1;

  TransformNames() {
    super(Transforms.names());
  }
}
