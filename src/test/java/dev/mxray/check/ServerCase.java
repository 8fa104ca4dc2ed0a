package dev.mxray.check;

import dev.mxray.finding.FindingType;
import dev.mxray.lab.LabInternet;
import java.util.function.Consumer;

/**
 * What every finding type about servers has to show: servers of which it is reported, and servers
 * of which it is not. The domain is example.com with the exchanges mx.example.com at 25.0.2.1 and
 * mx2.example.com at 25.9.2.1; what is not said otherwise is a healthy server.
 *
 * @param subject the subject that the report names
 * @param reported what is special where it is true
 * @param silent what is special where it is nearly true
 */
public record ServerCase(
    FindingType type,
    String subject,
    Consumer<LabInternet.Builder> reported,
    Consumer<LabInternet.Builder> silent) {

  /** A case about port 25 of the first exchange; all is silent when everything is healthy. */
  public static ServerCase of(FindingType type, Consumer<LabInternet.Builder> reported) {
    return new ServerCase(type, "mx.example.com[25.0.2.1]:25", reported, healthy -> {});
  }

  /** The same case with another subject. */
  public ServerCase about(String other) {
    return new ServerCase(type, other, reported, silent);
  }

  /** The same case with something special where it is not reported. */
  public ServerCase butNot(Consumer<LabInternet.Builder> other) {
    return new ServerCase(type, subject, reported, other);
  }

  @Override
  public String toString() {
    return type.id();
  }
}
