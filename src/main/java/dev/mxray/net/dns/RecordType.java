package dev.mxray.net.dns;

import org.xbill.DNS.Type;

/** The record types that the scanner asks for. */
public enum RecordType {
  A(Type.A),
  AAAA(Type.AAAA),
  /** Which certification authorities may issue (RFC 8659). */
  CAA(Type.CAA),
  CNAME(Type.CNAME),
  /** The keys of a signed zone (RFC 4034 §2). */
  DNSKEY(Type.DNSKEY),
  /** What the parent says of the keys of a signed zone (RFC 4034 §5). */
  DS(Type.DS),
  MX(Type.MX),
  NS(Type.NS),
  PTR(Type.PTR),
  SOA(Type.SOA),
  /** The obsolete SPF record type, 99 (RFC 7208 §3.1). */
  SPF(Type.SPF),
  /** Which certificates a server presents (RFC 6698). */
  TLSA(Type.TLSA),
  /** Where a service is (RFC 2782). */
  SRV(Type.SRV),
  TXT(Type.TXT);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /** The number of the type in messages (IANA DNS parameters). */
  public int code() {
    return code;
  }
}
