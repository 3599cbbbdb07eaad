package org.stnjava.spark;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under a scheme of their own, as a file system that is not this machine's. */
public final class CopiedFileSystem extends RawLocalFileSystem {

  private static final URI ADDRESS = URI.create("copied:///");

  @Override
  public URI getUri() {
    return ADDRESS;
  }

  @Override
  public String getScheme() {
    return "copied";
  }
}
