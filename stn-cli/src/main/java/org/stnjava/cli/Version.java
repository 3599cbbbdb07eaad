package org.stnjava.cli;

import org.stnjava.train.Versions;
import picocli.CommandLine.IVersionProvider;

/** The toolkit's version. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"stn " + Versions.toolkit()};
  }
}
