import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.ControlTexts;
import java.lang.management.ManagementFactory;

/**
 * How long the first load of the catalogue takes in a JVM that has just started, classes included:
 * facts, names and scores, as every scan needs them, and then all the texts of each language.
 *
 * <p>{@code java -cp target/mxray.jar src/bench/CatalogueLoad.java}
 */
public final class CatalogueLoad {
  private CatalogueLoad() {}

  /** Prints the times in milliseconds. */
  public static void main(String[] arguments) {
    var unused1 = clock(); // Loads the clock.
    long start = clock();
    int controls = Catalogue.english().controls().size();
    System.out.printf("catalogue, %d controls: %.1f ms%n", controls, millis(start));
    for (String language : TextFile.LANGUAGES) {
      start = clock();
      var unused = ControlTexts.in(language);
      System.out.printf("texts, %s: %.1f ms%n", language, millis(start));
    }
  }

  /** The processor's time of this thread: that of the wall depends on what else is running. */
  private static long clock() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double millis(long start) {
    return (clock() - start) / 1e6;
  }
}
