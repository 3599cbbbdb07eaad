package org.stnjava.ops.transform;

class ThinPlateSplineTest implements TransformContract {

  @Override
  public Transform transform() {
    return ThinPlateSpline.of(3);
  }
}
