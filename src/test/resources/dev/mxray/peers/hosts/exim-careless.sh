# A mail host as it should not be.
set -e
rm -f /etc/resolv.conf && echo 'nameserver 127.0.0.1' >/etc/resolv.conf
mkdir -p /var/log/exim4 && chown Debian-exim:adm /var/log/exim4
openssl req -x509 -newkey rsa:1024 -sha1 -nodes -keyout /etc/ssl/private/old.key -out /etc/ssl/old.pem -days 10 -subj '/CN=localhost' 2>/dev/null
chmod 644 /etc/ssl/private/old.key
cat >/etc/exim4/exim4.conf <<'X'
primary_hostname = mail.example.org
smtp_banner = $smtp_active_hostname ESMTP Exim $version_number $tod_full
domainlist local_domains = *
hostlist relay_from_hosts = *
keep_environment =
message_size_limit = 0
smtp_accept_max = 0
tls_certificate = /etc/ssl/old.pem
tls_privatekey = /etc/ssl/private/old.key
acl_smtp_rcpt = acl_check_rcpt

begin acl
acl_check_rcpt:
  accept

begin routers
remote:
  driver = dnslookup
  transport = smtp

begin transports
smtp:
  driver = smtp
X
chown root:Debian-exim /etc/exim4/exim4.conf && chmod 640 /etc/exim4/exim4.conf
echo 'root: admin@example.org' >/etc/aliases
cat >/etc/imapd.conf <<'X'
configdirectory: /var/lib/cyrus
defaultpartition: default
partition-default: /tmp/cyrus
admins: cyrus root alice bob carol dave eve
serverinfo: on
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_mech_list: PLAIN ANONYMOUS
tls_versions: ssl3 tls1_0 tls1_1 tls1_2
X
cat >/etc/spamassassin/local.cf <<'X'
required_score 50
use_bayes 0
bayes_auto_learn 0
skip_rbl_checks 1
no_such_option 1
X
printf 'LocalSocket /run/clamav/clamd.ctl\n' >/etc/clamav/clamd.conf
printf '[DEFAULT]\nbackend = polling\nbantime = 5\nmaxretry = 99\nfindtime = 5\n[sshd]\nenabled = false\n' >/etc/fail2ban/jail.local
rm -f /etc/logrotate.d/exim4-base /etc/logrotate.d/rsyslog
