package org.stnjava.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class ClusterArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.cluster.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule LOWER_MODULES_DO_NOT_KNOW_CLUSTERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stnjava.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.stnjava.cluster..");

  @ArchTest
  static final ArchRule TASKS_KNOW_NOTHING_OF_TRAINING =
      noClasses()
          .that()
          .resideInAPackage("org.stnjava.cluster.task..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.stnjava.train..", "org.stnjava.models..", "org.stnjava.cluster.steps..");

  @ArchTest
  static final ArchRule THE_PACKET_FILTER_ALONE_CALLS_THE_C_LIBRARY =
      noClasses()
          .that()
          .resideInAnyPackage("org.stnjava.train..", "org.stnjava.cluster..")
          .and()
          .haveNameNotMatching("org\\.stnjava\\.cluster\\.task\\.AddressFilter.*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  /** A package that two jars share keeps both off the module path. */
  @Test
  void addsNoClassToTensorFlowsPackages() {
    assertThat(
            new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> location.contains("stn-"))
                .importPackages("org.tensorflow"))
        .isEmpty();
  }
}
