package org.stnjava.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class SparkArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule OTHER_MODULES_DO_NOT_KNOW_SPARK =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stnjava.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.stnjava.spark..", "org.apache.spark..");

  @ArchTest
  static final ArchRule SPARK_DOES_NOT_KNOW_TRAINING =
      classes()
          .that()
          .resideInAPackage("org.stnjava.spark..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "org.stnjava.train..",
              "org.stnjava.cluster..",
              "org.stnjava.cli..",
              "org.stnjava.bench..");
}
