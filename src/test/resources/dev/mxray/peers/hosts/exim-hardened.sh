# A mail host as it should be: Exim, Cyrus IMAP, SpamAssassin, ClamAV's configuration, Fail2ban.
set -e
rm -f /etc/resolv.conf && echo 'nameserver 127.0.0.1' >/etc/resolv.conf
mkdir -p /etc/mxray-ca && cd /etc/mxray-ca
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 3650 -subj '/O=Example Authority/CN=Example Root' 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout mail.key -out mail.csr -subj '/CN=mail.example.org' 2>/dev/null
printf 'subjectAltName=DNS:mail.example.org\n' >ext
openssl x509 -req -in mail.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 200 -sha256 -extfile ext -out mail.pem 2>/dev/null
cat mail.pem ca.pem >/etc/ssl/mail-chain.pem
cp mail.key /etc/ssl/private/mail.key && chmod 640 /etc/ssl/private/mail.key && chgrp Debian-exim /etc/ssl/private/mail.key
cp ca.pem "/etc/ssl/certs/$(openssl x509 -in ca.pem -noout -hash).0"
openssl genrsa -out /etc/exim4/dkim.key 2048 2>/dev/null

cat >/etc/exim4/exim4.conf <<'X'
primary_hostname = mail.example.org
smtp_banner = $smtp_active_hostname ESMTP
domainlist local_domains = example.org
hostlist relay_from_hosts = 127.0.0.1
keep_environment =
daemon_smtp_ports = 25 : 587
host_lookup = *
message_size_limit = 25M
smtp_accept_max = 100
smtp_accept_max_per_host = 10
recipients_max = 100
recipients_max_reject = true
tls_advertise_hosts = *
tls_certificate = /etc/ssl/mail-chain.pem
tls_privatekey = /etc/ssl/private/mail.key
tls_require_ciphers = SECURE256:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
hide mysql_servers = localhost/mail/exim/do-not-read-this-password
av_scanner = clamd:/run/clamav/clamd.ctl
spamd_address = 127.0.0.1 783
acl_smtp_helo = acl_check_helo
acl_smtp_rcpt = acl_check_rcpt
acl_smtp_data = acl_check_data
helo_verify_hosts = *

begin acl
acl_check_helo:
  accept hosts = +relay_from_hosts
  deny message = HELO is forged
       !verify = helo
  accept
acl_check_rcpt:
  accept hosts = :
  deny ratelimit = 100 / 1h / per_mail / strict
       message = Too many messages
  deny message = SPF says no
       spf = fail
  require message = relay not permitted
          domains = +local_domains
  require verify = recipient
  accept domains = +local_domains
  deny
acl_check_data:
  deny malware = *
       message = Malware
  deny spam = nobody:true
       message = Spam
       condition = ${if >{$spam_score_int}{80}}
  accept

begin routers
local:
  driver = accept
  domains = +local_domains
  transport = cyrus
remote:
  driver = dnslookup
  domains = !+local_domains
  transport = smtp

begin transports
cyrus:
  driver = lmtp
  socket = /run/cyrus/socket/lmtp
smtp:
  driver = smtp
  dkim_domain = example.org
  dkim_selector = s2026
  dkim_private_key = /etc/exim4/dkim.key
  dkim_canon = relaxed
  dnssec_request_domains = *
  hosts_try_dane = *

begin retry
* * F,2h,15m; G,16h,1h,1.5; F,4d,6h

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if saslauthd{{$auth2}{$auth3}}}
  server_set_id = $auth2
  server_advertise_condition = ${if def:tls_in_cipher}
X
chown root:Debian-exim /etc/exim4/exim4.conf /etc/exim4/dkim.key && chmod 640 /etc/exim4/exim4.conf /etc/exim4/dkim.key
printf 'user:do-not-read-this-password\n' >/etc/exim4/passwd.client
printf 'postmaster: root\nabuse: root\nsecurity: root\nhostmaster: root\nroot: admin@example.org\n' >/etc/aliases

cat >/etc/imapd.conf <<'X'
configdirectory: /var/lib/cyrus
defaultpartition: default
partition-default: /var/spool/cyrus/mail
admins: cyrus
servername: mail.example.org
serverinfo: off
allowplaintext: no
sasl_pwcheck_method: saslauthd
sasl_mech_list: PLAIN
tls_server_cert: /etc/ssl/mail-chain.pem
tls_server_key: /etc/ssl/private/mail.key
tls_versions: tls1_2 tls1_3
tls_ciphers: ECDHE+AESGCM:!RC4:!DES:!MD5
virtdomains: userid
defaultdomain: example.org
quotawarn: 90
syslog_prefix: cyrus
lmtp_downcase_rcpt: yes
sasl_sql_passwd: do-not-read-this-password
X
cat >/etc/cyrus.conf <<'X'
START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -r"
}
SERVICES {
  imaps cmd="imapd -s -U 30" listen="imaps" prefork=0 maxchild=100
}
EVENTS {
}
X
cat >/etc/spamassassin/local.cf <<'X'
required_score 5.0
use_bayes 1
bayes_auto_learn 1
skip_rbl_checks 0
bayes_sql_password do-not-read-this-password
X
mkdir -p /run/clamav && chown clamav /run/clamav
# No database of ClamAV's own, which is large: one signature of no known malware lets it start.
echo '44d88612fea8a8f36de82e1278abb02f:68:Example.Test' >/var/lib/clamav/example.hdb
printf 'LocalSocket /run/clamav/clamd.ctl\nUser clamav\n' >/etc/clamav/clamd.conf
cat >/etc/fail2ban/jail.local <<'X'
[DEFAULT]
backend = polling
bantime = 3600
findtime = 600
maxretry = 4
[sshd]
enabled = false
[exim]
enabled = true
logpath = /var/log/exim4/mainlog
[cyrus-imap]
enabled = true
logpath = /var/log/mail.log
X
mkdir -p /var/log/exim4 && chown Debian-exim:adm /var/log/exim4 && touch /var/log/exim4/mainlog /var/log/mail.log
chown Debian-exim:adm /var/log/exim4/mainlog
printf '/var/log/exim4/mainlog /var/log/mail.log {\n  daily\n  rotate 10\n}\n' >/etc/logrotate.d/exim4-base
touch -d '1 day ago' /etc/exim4/exim4.conf /etc/imapd.conf /etc/cyrus.conf /etc/fail2ban/jail.local /etc/spamassassin/local.cf /etc/clamav/clamd.conf

for iptables in iptables ip6tables; do
iptables() { command "$iptables" "$@" || true; }
iptables -P INPUT DROP || true
iptables -A INPUT -i lo -j ACCEPT || true
iptables -A INPUT -p tcp --dport 25 -m conntrack --ctstate NEW -m limit --limit 50/minute -j ACCEPT || true
iptables -A INPUT -p tcp -m multiport --dports 587,993 -j ACCEPT || true
done

mkdir -p /run/exim4 && chown Debian-exim:Debian-exim /run/exim4
exim4 -bd -q30m
mkdir -p /run/saslauthd && saslauthd -a pam -m /run/saslauthd || true
mkdir -p /run/cyrus/socket /run/cyrus/lock /run/cyrus/proc && chown -R cyrus:mail /run/cyrus
install -d -o cyrus -g mail /var/lib/cyrus /var/spool/cyrus /var/spool/cyrus/mail || true
chmod 750 /var/lib/cyrus /var/spool/cyrus /var/spool/cyrus/mail
clamd -c /etc/clamav/clamd.conf || true
/usr/sbin/cyrmaster -d || true
spamd -d --local --listen=127.0.0.1:783 || true
fail2ban-server -b start || true
for wait in 1 2 3 4 5 6 7 8; do fail2ban-client ping >/dev/null 2>&1 && break; sleep 0.5; done
