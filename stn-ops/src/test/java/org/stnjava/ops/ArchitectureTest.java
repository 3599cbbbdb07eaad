package org.stnjava.ops;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.Session;

@AnalyzeClasses(packages = "org.stnjava", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] IN_ORDER = {
    "shape",
    "operand",
    "custom",
    "coordinate",
    "interpolation",
    "sample.loop",
    "sample",
    "transform",
    "grid"
  };

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.stnjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule OPS_DEPEND_ON_NO_OTHER_MODULE = dependOnOpsAlone("org.stnjava.ops..");

  private static ArchRule dependOnOpsAlone(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.stnjava..").and(not(resideInAPackage("org.stnjava.ops.."))));
  }

  @ArchTest static final ArchRule OPS_HOLD_NO_SESSIONS = holdNoSessions("org.stnjava.ops..");

  private static ArchRule holdNoSessions(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(Session.class.getName());
  }

  /** Each package depends on those before it alone. */
  @ArchTest
  static void arrowsPointOneWay(JavaClasses classes) {
    for (int from = 0; from < IN_ORDER.length; from++) {
      for (int to = from + 1; to < IN_ORDER.length; to++) {
        arrow(IN_ORDER[from], IN_ORDER[to]).check(classes);
      }
    }
  }

  private static ArchRule arrow(String from, String to) {
    return noClasses()
        .that()
        .resideInAPackage("org.stnjava.ops." + from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.stnjava.ops." + to);
  }

  @Test
  void rulesFailWhereTheyAreBroken() {
    JavaClasses sampler = new ClassFileImporter().importClasses(Sampler.class, Interpolation.class);
    JavaClasses tests = new ClassFileImporter().importPackages("org.stnjava.testing");

    assertThat(arrow("sample", "interpolation").evaluate(sampler).hasViolation()).isTrue();
    assertThat(arrow("interpolation", "sample").evaluate(sampler).hasViolation()).isFalse();
    assertThat(holdNoSessions("org.stnjava.testing").evaluate(tests).hasViolation()).isTrue();
    assertThat(dependOnOpsAlone("org.stnjava.testing").evaluate(tests).hasViolation()).isTrue();
  }
}
