package dev.mxray.check.caa;

import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Record;

/**
 * Looks for the CAA records that hold for each exchange: of the exchange's name and of every name
 * above it but the root, all at once (RFC 8659 §3).
 */
public final class CaaProbe {
  /** Labels of an exchange whose names above are asked for; deeper ones are traps. */
  private static final int MAX_LABELS = 12;

  private CaaProbe() {}

  /** Looks at exchanges. */
  public static CompletableFuture<List<HostCaa>> observe(List<String> hosts, DnsClient dns) {
    return Together.all(hosts.stream().map(host -> observe(host, dns)).toList());
  }

  private static CompletableFuture<HostCaa> observe(String host, DnsClient dns) {
    List<String> names = upwards(host);
    return Together.all(
            names.stream().map(name -> dns.ask(new Question(name, RecordType.CAA))).toList())
        .thenApply(answers -> found(host, names, answers));
  }

  private static HostCaa found(String host, List<String> names, List<DnsAnswer> answers) {
    for (int i = 0; i < names.size(); i++) {
      Observed<List<String>> here = answers.get(i).observed(CaaProbe::text);
      // What could not be learnt hides what holds above it.
      if (!here.isAbsent()) {
        return new HostCaa(host, here, here.isPresent() ? names.get(i) : "");
      }
    }
    return new HostCaa(host, Observed.absent(Observed.Proof.NODATA), "");
  }

  /** The name itself, the name above it, and so on, without the root. */
  private static List<String> upwards(String host) {
    var names = new ArrayList<String>();
    String name = host;
    while (!name.isEmpty() && names.size() < MAX_LABELS) {
      names.add(name);
      int dot = name.indexOf('.');
      name = dot < 0 ? "" : name.substring(dot + 1);
    }
    return names;
  }

  private static String text(Record record) {
    var caa = (CAARecord) record;
    return caa.getFlags() + " " + caa.getTag() + " \"" + caa.getValue() + "\"";
  }
}
