package org.stnjava.models;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stnjava", importOptions = ModelsArchitectureTest.MainClasses.class)
class ModelsArchitectureTest {

  /** Leaves out tests, those of other modules in their jars too. */
  static final class MainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule OPS_DO_NOT_KNOW_MODELS =
      noClasses()
          .that()
          .resideInAPackage("org.stnjava.ops..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stnjava.models..");

  @ArchTest
  static final ArchRule MODELS_KNOW_OPS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("org.stnjava.models..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.stnjava..")
                  .and(resideOutsideOfPackages("org.stnjava.ops..", "org.stnjava.models..")));

  @ArchTest
  static final ArchRule PACKAGES_BUILD_ON_THOSE_BEFORE =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.stnjava.models..")
          .layer("layer")
          .definedBy("org.stnjava.models.layer")
          .layer("localization")
          .definedBy("org.stnjava.models.localization")
          .layer("transformer")
          .definedBy("org.stnjava.models.transformer")
          .layer("classifier")
          .definedBy("org.stnjava.models.classifier")
          .whereLayer("localization")
          .mayOnlyBeAccessedByLayers("transformer", "classifier")
          .whereLayer("transformer")
          .mayOnlyBeAccessedByLayers("classifier")
          .whereLayer("classifier")
          .mayNotBeAccessedByAnyLayer();
}
