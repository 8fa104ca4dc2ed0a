package dev.mxray;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows of src/site/markdown/architecture.md. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.mxray");

  @Test
  void rooms_point_only_to_the_right() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.mxray..")
        .layer("cli")
        .definedBy("dev.mxray.cli..")
        .layer("service")
        .definedBy("dev.mxray.service..")
        .layer("lab")
        .definedBy("dev.mxray.lab..")
        .layer("scan")
        .definedBy("dev.mxray.scan..")
        .layer("report")
        .definedBy("dev.mxray.report..")
        .layer("store")
        .definedBy("dev.mxray.store..")
        .layer("watch")
        .definedBy("dev.mxray.watch..")
        .layer("fix")
        .definedBy("dev.mxray.fix..")
        .layer("message")
        .definedBy("dev.mxray.message..")
        .layer("check")
        .definedBy("dev.mxray.check..")
        .layer("score")
        .definedBy("dev.mxray.score..")
        .layer("mcss")
        .definedBy("dev.mxray.mcss..")
        .layer("net")
        .definedBy("dev.mxray.net..")
        .layer("finding")
        .definedBy("dev.mxray.finding..")
        .layer("values")
        .definedBy(
            "dev.mxray.domain..",
            "dev.mxray.address..",
            "dev.mxray.key..",
            "dev.mxray.observe..",
            "dev.mxray.text..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("lab")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("watch")
        .mayOnlyBeAccessedByLayers("cli", "service")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("cli", "service", "watch")
        .whereLayer("scan")
        .mayOnlyBeAccessedByLayers("cli", "service", "watch", "lab")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("cli", "service", "watch", "store", "lab", "scan")
        .whereLayer("message")
        .mayOnlyBeAccessedByLayers("cli", "report")
        .whereLayer("fix")
        .mayOnlyBeAccessedByLayers("cli", "lab", "scan")
        .whereLayer("check")
        .mayOnlyBeAccessedByLayers("cli", "service", "lab", "scan", "report", "message", "fix")
        .whereLayer("score")
        .mayOnlyBeAccessedByLayers("cli", "lab", "scan", "report")
        .whereLayer("mcss")
        .mayOnlyBeAccessedByLayers("cli", "service", "lab", "scan", "report")
        .whereLayer("net")
        .mayOnlyBeAccessedByLayers("cli", "service", "watch", "lab", "scan", "check", "message")
        .whereLayer("finding")
        .mayOnlyBeAccessedByLayers(
            "cli", "service", "watch", "lab", "scan", "report", "fix", "check", "score", "mcss")
        .check(MAIN);
  }

  @Test
  void rules_see_observations_and_findings_but_never_the_network() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Rules")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.mxray.net..", "io.netty..", "org.xbill..")
        .check(MAIN);
  }

  @Test
  void scoring_is_free_of_the_network_and_of_time() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.mxray.score..", "dev.mxray.mcss..", "dev.mxray.finding..")
        // Evidence has a date of its own.
        .and()
        .resideOutsideOfPackage("dev.mxray.mcss.evidence..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.mxray.net..", "io.netty..", "java.time..")
        .check(MAIN);
  }

  @Test
  void only_pages_of_html_load_templates() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.mxray.report.html..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("gg.jte..")
        .check(MAIN);
  }

  @Test
  void only_the_stores_reach_a_database() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.mxray.mcss.store..", "dev.mxray.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.postgresql..", "org.flywaydb..", "java.sql..", "org.h2..", "com.zaxxer..")
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.mxray.mcss.store..")
        .and()
        .doNotHaveSimpleName("ControlsImportCommand")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.mxray.mcss.store..")
        .check(MAIN);
  }

  @Test
  void nothing_uses_the_resolver_of_the_jdk() {
    noClasses()
        .should()
        .callMethod(java.net.InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(java.net.InetAddress.class, "getAllByName", String.class)
        .check(MAIN);
  }

  @Test
  void names_say_what_a_class_is() {
    classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)$").check(MAIN);
  }
}
