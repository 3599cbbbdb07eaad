/** Prints the options that Spark wants of a JVM from version 17 on; spark-submit sets them itself. */
public final class ModuleOptions {

  public static void main(String[] args) {
    System.out.println(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions());
  }
}
