package org.stnjava.savedmodel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@AnalyzeClasses(
    packages = "org.stnjava",
    importOptions = SavedModelArchitectureTest.MainClasses.class)
class SavedModelArchitectureTest {

  /** Leaves out tests, those of other modules in their jars too. */
  static final class MainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  /** Each package depends on packages before it only. */
  private static final List<String> ORDER =
      Stream.of(
              "proto",
              "tensor",
              "description",
              "format",
              "graph.composition",
              "graph",
              "python",
              "inspect",
              "export",
              "load",
              "tune",
              "layer",
              "classify")
          .map(name -> "org.stnjava.savedmodel." + name)
          .toList();

  private static final int MOST_TYPES = 25;
  private static final int MOST_PUBLIC_TYPES = 10;

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule LOWER_MODULES_DO_NOT_KNOW_SAVED_MODELS =
      noClasses()
          .that()
          .resideInAnyPackage("org.stnjava.data..", "org.stnjava.ops..", "org.stnjava.models..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stnjava.savedmodel..");

  @ArchTest
  static final ArchRule EVERY_PACKAGE_HAS_A_PLACE_IN_THE_ORDER =
      classes()
          .that()
          .resideInAPackage("org.stnjava.savedmodel..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .resideInAnyPackage(ORDER.toArray(String[]::new));

  @ArchTest
  static void packages_depend_on_earlier_ones_only(JavaClasses all) {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(ORDER.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new))
          .check(all);
    }
  }

  @ArchTest
  static void packages_stay_small(JavaClasses all) {
    Map<String, List<JavaClass>> types =
        all.stream()
            .filter(type -> ORDER.contains(type.getPackageName()) && type.isTopLevelClass())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName));
    assertThat(types.keySet()).containsExactlyInAnyOrderElementsOf(ORDER);
    types.forEach(
        (name, found) -> {
          assertThat(found).as(name).hasSizeLessThanOrEqualTo(MOST_TYPES);
          assertThat(found.stream().filter(t -> t.getModifiers().contains(JavaModifier.PUBLIC)))
              .as("public types of " + name)
              .hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
        });
  }
}
