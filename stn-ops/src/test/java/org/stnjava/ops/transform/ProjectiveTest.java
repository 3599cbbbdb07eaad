package org.stnjava.ops.transform;

class ProjectiveTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Projective();
  }
}
