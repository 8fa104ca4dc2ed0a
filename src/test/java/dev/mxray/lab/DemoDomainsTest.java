package dev.mxray.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DemoDomainsTest {
  private final Zones zones = DemoDomains.zones();

  static List<String> domains() {
    return DemoDomains.domains();
  }

  @ParameterizedTest
  @MethodSource("domains")
  void every_domain_is_a_zone_that_nobody_can_register(String domain) {
    assertThat(domain).endsWith(".example");
    assertThat(ask(domain, RecordType.SOA)).hasSize(1);
    assertThat(ask(domain, RecordType.NS)).hasSize(2);
  }

  @Test
  void every_address_is_in_the_space_set_aside_for_it() {
    for (String owner : owners()) {
      for (Record record : ask(owner, RecordType.A)) {
        if (record instanceof ARecord a) {
          assertThat(a.getAddress().getHostAddress()).as(owner).startsWith("25.1.");
        }
      }
      for (Record record : ask(owner, RecordType.AAAA)) {
        if (record instanceof AAAARecord aaaa) {
          assertThat(aaaa.getAddress().getHostAddress()).as(owner).startsWith("2e00:25:");
        }
      }
    }
  }

  @Test
  void every_answer_fits_a_datagram() throws IOException {
    try (LabDns dns = LabDns.start(zones)) {
      var client = new LabClient(dns);
      for (String owner : owners()) {
        Message answer = client.tcp(LabClient.withEdns(LabClient.query(owner, Type.TXT), 1232));
        assertThat(answer.numBytes()).as(owner).isLessThanOrEqualTo(1232);
      }
    }
  }

  @Test
  void exemplary_has_two_exchanges_with_both_kinds_of_address() {
    List<String> exchanges = exchanges("exemplary.example");

    assertThat(exchanges).containsExactly("mx1.exemplary.example", "mx2.exemplary.example");
    for (String exchange : exchanges) {
      assertThat(ask(exchange, RecordType.A)).hasSize(1).allMatch(ARecord.class::isInstance);
      assertThat(ask(exchange, RecordType.AAAA)).hasSize(1).allMatch(AAAARecord.class::isInstance);
    }
  }

  @Test
  void all_but_two_are_named_in_both_directions() {
    for (String exchange :
        List.of(
            "mx1.exemplary.example",
            "mx2.exemplary.example",
            "mx1.broken.example",
            "mx2.broken.example",
            "mx1.expired.example",
            "mx2.expired.example",
            "mx.listed.example",
            "mx1.unlucky.example",
            "mx2.unlucky.example")) {
      List<Record> addresses = new ArrayList<>(ask(exchange, RecordType.A));
      addresses.addAll(ask(exchange, RecordType.AAAA));
      assertThat(addresses).hasSize(2);
      for (Record address : addresses) {
        assertThat(reverse(address)).as(exchange).containsExactly(exchange);
      }
    }
  }

  @Test
  void neglected_has_the_reverse_name_of_another_machine_and_spoofable_has_none() {
    Record neglected = ask("host7.hosting.example", RecordType.A).get(0);
    assertThat(reverse(neglected)).containsExactly("host3.hosting.example");
    assertThat(ask("host3.hosting.example", RecordType.A)).doesNotContain(neglected).hasSize(1);
    assertThat(reverse(ask("mx.spoofable.example", RecordType.A).get(0))).isEmpty();
  }

  @Test
  void exemplary_publishes_a_short_strict_spf_record_whose_include_exists() {
    assertThat(texts("exemplary.example"))
        .singleElement()
        .asString()
        .startsWith("v=spf1 ")
        .contains(" include:_spf.letters.example ")
        .endsWith(" -all")
        .hasSizeLessThan(450);
    assertThat(text("_spf.letters.example")).startsWith("v=spf1 ").endsWith(" -all");
  }

  @ParameterizedTest
  @CsvSource({
    "s1._domainkey.exemplary.example, 2048",
    "s2._domainkey.exemplary.example, 2048",
    "k1._domainkey.exemplary.example, 2048",
    "s1._domainkey.broken.example, 2048",
    "s1._domainkey.expired.example, 2048",
    "s1._domainkey.listed.example, 2048",
    "s1._domainkey.unlucky.example, 2048",
    "s2._domainkey.unlucky.example, 2048",
    "default._domainkey.neglected.example, 1024"
  })
  void rsa_keys_are_keys_of_the_length_that_is_told(String name, int bits) throws IOException {
    String record = text(name);
    assertThat(record).startsWith("v=DKIM1; k=rsa; ");

    var key = (RSAKeyParameters) PublicKeyFactory.createKey(key(record));

    assertThat(key.getModulus().bitLength()).isEqualTo(bits);
    assertThat(key.getExponent()).isEqualTo(65_537);
  }

  @Test
  void exemplary_has_an_ed25519_key() {
    String record = text("dkim._domainkey.exemplary.example");
    assertThat(record).startsWith("v=DKIM1; k=ed25519; ");

    byte[] key = key(record);

    assertThat(key).hasSize(Ed25519PublicKeyParameters.KEY_SIZE);
    assertThat(new Ed25519PublicKeyParameters(key).getEncoded()).isEqualTo(key);
  }

  @Test
  void no_two_selectors_share_a_key() {
    assertThat(
            List.of(
                text("s1._domainkey.exemplary.example"),
                text("s2._domainkey.exemplary.example"),
                text("k1._domainkey.exemplary.example"),
                text("s1._domainkey.broken.example"),
                text("s1._domainkey.expired.example"),
                text("s1._domainkey.listed.example"),
                text("s2._domainkey.broken.example"),
                text("s2._domainkey.expired.example"),
                text("s2._domainkey.listed.example"),
                text("s1._domainkey.unlucky.example"),
                text("s2._domainkey.unlucky.example")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"exemplary", "broken", "expired", "listed", "unlucky"})
  void reports_go_to_a_service_that_has_agreed_and_takes_mail(String name) {
    assertThat(text("_dmarc." + name + ".example"))
        .isEqualTo("v=DMARC1; p=reject; rua=mailto:" + name + "@reports.example");
    assertThat(text(name + ".example._report._dmarc.reports.example")).isEqualTo("v=DMARC1");
    assertThat(exchanges("reports.example")).hasSize(1);
  }

  @Test
  void neglected_needs_more_than_ten_lookups_and_includes_what_is_gone() {
    assertThat(lookups("neglected.example")).isGreaterThan(10);
    assertThat(text("neglected.example"))
        .contains(" ptr ", " include:_spf.gone.example ")
        .endsWith(" ~all");
    assertThat(reply("_spf.gone.example", RecordType.TXT).rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(ask("gone.example", RecordType.SOA)).hasSize(1);
  }

  @Test
  void neglected_has_an_exchange_that_is_an_alias_and_one_that_does_not_exist() {
    assertThat(exchanges("neglected.example"))
        .containsExactly("mail.neglected.example", "backup.neglected.example");
    assertThat(reply("mail.neglected.example", RecordType.A).records())
        .hasSize(2)
        .first()
        .isInstanceOf(CNAMERecord.class);
    assertThat(reply("backup.neglected.example", RecordType.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void neglected_has_a_key_in_testing_a_dangling_selector_and_no_real_policy() {
    assertThat(text("default._domainkey.neglected.example")).contains(" t=y; ");
    Zones.Reply dangling = reply("mail._domainkey.neglected.example", RecordType.TXT);
    assertThat(dangling.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(dangling.records()).singleElement().isInstanceOf(CNAMERecord.class);
    assertThat(text("_dmarc.neglected.example")).isEqualTo("v=DMARC1; p=none");
  }

  @Test
  void spoofable_lets_everybody_send_and_has_neither_keys_nor_policy() {
    assertThat(text("spoofable.example")).endsWith(" +all");
    assertDoesNotExist("_domainkey.spoofable.example");
    assertDoesNotExist("_dmarc.spoofable.example");
  }

  @Test
  void bare_has_an_address_and_nothing_about_mail() {
    assertThat(ask("bare.example", RecordType.A)).hasSize(1);
    assertThat(ask("bare.example", RecordType.MX)).isEmpty();
    assertThat(ask("bare.example", RecordType.TXT)).isEmpty();
    assertDoesNotExist("_domainkey.bare.example");
    assertDoesNotExist("_dmarc.bare.example");
  }

  @Test
  void listed_is_on_two_lists_and_its_other_sender_in_a_network_that_should_not_send() {
    assertThat(codes("1.110.1.25.zen.spamhaus.org")).containsExactly("127.0.0.2", "127.0.0.4");
    assertThat(codes("1.110.1.25.bl.spamcop.net")).containsExactly("127.0.0.2");
    assertThat(codes("2.110.1.25.zen.spamhaus.org")).containsExactly("127.0.0.10");
    assertThat(text("listed.example")).isEqualTo("v=spf1 mx ip4:25.1.110.2 -all");
    for (String innocent : List.of("1.10.1.25", "1.90.1.25", "1.100.1.25")) {
      assertThat(codes(innocent + ".zen.spamhaus.org")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zen.spamhaus.org, 2.0.0.127, 1.0.0.127",
    "bl.spamcop.net, 2.0.0.127, 1.0.0.127",
    "b.barracudacentral.org, 2.0.0.127, 1.0.0.127",
    "dnsbl-1.uceprotect.net, 2.0.0.127, 1.0.0.127",
    "dnsbl.spfbl.net, 2.0.0.127, 1.0.0.127",
    "dbl.spamhaus.org, test, invalid"
  })
  void lists_that_work_have_their_test_points(String zone, String listed, String notListed) {
    assertThat(codes(listed + "." + zone)).isNotEmpty().allMatch(code -> code.startsWith("127."));
    assertThat(codes(notListed + "." + zone)).isEmpty();
  }

  @Test
  void one_list_lists_the_world_and_one_refuses() {
    assertThat(codes("1.0.0.127.psbl.surriel.com")).containsExactly("127.0.0.2");
    assertThat(codes("test.uribl.com.multi.uribl.com")).containsExactly("127.0.0.1");
  }

  @Test
  void parked_refuses_all_mail_and_revokes_every_key() {
    assertThat(ask("parked.example", RecordType.MX))
        .extracting(Record::rdataToString)
        .containsExactly("0 .");
    assertThat(texts("parked.example")).containsExactly("v=spf1 -all");
    assertThat(texts("_dmarc.parked.example")).containsExactly("v=DMARC1; p=reject");
    assertThat(texts("any._domainkey.parked.example")).containsExactly("v=DKIM1; p=");
  }

  @Test
  void unlucky_fails_for_two_questions_and_answers_the_others() throws IOException {
    try (LabDns dns = LabDns.start(zones)) {
      var client = new LabClient(dns);

      assertThat(client.udp("unlucky.example", Type.TXT).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(client.udp("mx2.unlucky.example", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(client.udp("mx2.unlucky.example", Type.AAAA).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(client.udp("unlucky.example", Type.MX).getSection(Section.ANSWER)).hasSize(2);
      assertThat(client.udp("mx1.unlucky.example", Type.A).getSection(Section.ANSWER)).hasSize(1);
      assertThat(client.udp("_dmarc.unlucky.example", Type.TXT).getRcode())
          .isEqualTo(Rcode.NOERROR);
    }
  }

  private List<String> codes(String name) {
    return ask(name, RecordType.A).stream().map(Record::rdataToString).sorted().toList();
  }

  private List<String> reverse(Record address) {
    String name = IpAddress.of(address.rdataToWireCanonical()).reverseName();
    return ask(name, RecordType.PTR).stream()
        .map(record -> ((PTRRecord) record).getTarget().toString(true))
        .toList();
  }

  private void assertDoesNotExist(String name) {
    assertThat(reply(name, RecordType.TXT).rcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  /** The DNS-querying terms of a record and of those that it includes (RFC 7208 §4.6.4). */
  private int lookups(String name) {
    int count = 0;
    for (Record record : ask(name, RecordType.TXT)) {
      for (String term : Texts.joined(record).split(" ")) {
        if (term.matches("(a|mx|ptr)(:.*)?")) {
          count++;
        } else if (term.startsWith("include:")) {
          count += 1 + lookups(term.substring("include:".length()));
        }
      }
    }
    return count;
  }

  /** Every name at which the zone file has records, wildcards without their asterisk. */
  private static List<String> owners() {
    String origin = "";
    var owners = new TreeSet<String>();
    for (String line : DemoDomains.zoneText().lines().toList()) {
      Matcher first = Pattern.compile("^([^\\s;!]+)\\s+(\\S+)").matcher(line);
      if (first.find()) {
        if (first.group(1).equals("$ORIGIN")) {
          origin = first.group(2).replaceFirst("\\.$", "");
        } else if (first.group(1).endsWith(".")) {
          owners.add(first.group(1).replaceFirst("\\.$", ""));
        } else {
          owners.add(
              first.group(1).equals("@")
                  ? origin
                  : first.group(1).replaceFirst("^\\*", "wild") + "." + origin);
        }
      }
    }
    assertThat(owners).hasSizeGreaterThan(40).contains("mx1.exemplary.example");
    return List.copyOf(owners);
  }

  private List<String> exchanges(String domain) {
    return ask(domain, RecordType.MX).stream()
        .map(record -> ((MXRecord) record).getTarget().toString(true))
        .toList();
  }

  private String text(String name) {
    List<String> texts = texts(name);
    assertThat(texts).as(name).hasSize(1);
    return texts.get(0);
  }

  private List<String> texts(String name) {
    return ask(name, RecordType.TXT).stream()
        .filter(record -> record.getType() == Type.TXT)
        .map(Texts::joined)
        .toList();
  }

  private List<Record> ask(String name, RecordType type) {
    return reply(name, type).records();
  }

  private Zones.Reply reply(String name, RecordType type) {
    return zones.reply(new Question(name, type));
  }

  private static byte[] key(String record) {
    return Base64.getDecoder().decode(record.substring(record.indexOf("p=") + 2));
  }
}
