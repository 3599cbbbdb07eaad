package org.stnjava.ops.transform;

class Sim2Test implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Sim2();
  }
}
