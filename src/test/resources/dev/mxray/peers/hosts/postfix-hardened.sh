# A mail host as it should be: Postfix, Dovecot, OpenDKIM, OpenDMARC, policyd-spf, Rspamd, ClamAV's
# configuration, postgrey, Fail2ban, nftables.
set -e
rm -f /etc/resolv.conf && echo 'nameserver 127.0.0.1' >/etc/resolv.conf
cd /etc
mkdir -p mxray-ca && cd mxray-ca
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 3650 -subj '/O=Example Authority/CN=Example Root' 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout mail.key -out mail.csr -subj '/CN=mail.example.org' 2>/dev/null
printf 'subjectAltName=DNS:mail.example.org,DNS:imap.example.org\n' >ext
openssl x509 -req -in mail.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 200 -sha256 -extfile ext -out mail.pem 2>/dev/null
cat mail.pem ca.pem >/etc/ssl/mail-chain.pem
cp mail.key /etc/ssl/private/mail.key && chmod 600 /etc/ssl/private/mail.key
cp ca.pem "/etc/ssl/certs/$(openssl x509 -in ca.pem -noout -hash).0"

cat >/etc/postfix/main.cf <<'X'
compatibility_level = 3.6
myhostname = mail.example.org
mydestination = localhost
myorigin = example.org
smtpd_banner = $myhostname ESMTP
mynetworks = 127.0.0.0/8
inet_interfaces = all
inet_protocols = ipv4
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases
virtual_mailbox_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_transport = lmtp:unix:private/dovecot-lmtp
disable_vrfy_command = yes
smtpd_helo_required = yes
strict_rfc821_envelopes = yes
smtpd_client_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unknown_reverse_client_hostname
smtpd_helo_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname
smtpd_sender_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_non_fqdn_sender, reject_unknown_sender_domain
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_non_fqdn_recipient, reject_unknown_recipient_domain,
  reject_unauth_destination, check_policy_service unix:private/policyd-spf, check_policy_service inet:127.0.0.1:10023
smtpd_data_restrictions = reject_unauth_pipelining
policyd-spf_time_limit = 3600
message_size_limit = 26214400
mailbox_size_limit = 1073741824
smtpd_error_sleep_time = 2s
smtpd_soft_error_limit = 3
smtpd_hard_error_limit = 10
smtpd_recipient_limit = 100
smtpd_client_connection_count_limit = 20
smtpd_client_connection_rate_limit = 60
smtpd_client_message_rate_limit = 100
smtpd_client_recipient_rate_limit = 200
smtpd_client_auth_rate_limit = 10
anvil_rate_time_unit = 60s
bounce_queue_lifetime = 1d
maximal_queue_lifetime = 3d
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = /etc/ssl/mail-chain.pem
smtpd_tls_key_file = /etc/ssl/private/mail.key
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_mandatory_ciphers = high
smtpd_tls_exclude_ciphers = aNULL, eNULL, RC4, MD5, DES, 3DES
smtpd_tls_loglevel = 1
smtp_tls_security_level = dane
smtp_dns_support_level = dnssec
smtp_tls_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous, noplaintext
smtpd_sasl_tls_security_options = noanonymous
smtpd_milters = unix:opendkim/opendkim.sock, unix:opendmarc/opendmarc.sock, inet:127.0.0.1:11332
non_smtpd_milters = $smtpd_milters
milter_default_action = tempfail
maillog_file = /var/log/mail.log
X
cat >>/etc/postfix/master.cf <<'X'
submission inet n - y - - smtpd
  -o syslog_name=postfix/submission
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
policyd-spf unix - n n - 0 spawn
  user=policyd-spf argv=/usr/bin/policyd-spf
postlog unix-dgram n - n - 1 postlogd
X
printf '%s@example.org root\n' root postmaster abuse security hostmaster >/etc/postfix/virtual
postmap /etc/postfix/virtual
printf 'postmaster: root\nabuse: root\nsecurity: root\nhostmaster: root\nroot: admin@example.org\n' >/etc/aliases
postalias /etc/aliases
printf 'relay user:do-not-read-this-password\n' >/etc/postfix/sasl_passwd
chmod 600 /etc/postfix/sasl_passwd

rm -rf /etc/dovecot/conf.d
cat >/etc/dovecot/dovecot.conf <<'X'
protocols = imap
listen = *
log_path = /var/log/dovecot.log
auth_verbose = yes
auth_verbose_passwords = no
auth_debug_passwords = no
auth_mechanisms = plain login
disable_plaintext_auth = yes
auth_cache_size = 10M
login_greeting = Ready.
ssl = required
ssl_cert = </etc/ssl/mail-chain.pem
ssl_key = </etc/ssl/private/mail.key
ssl_min_protocol = TLSv1.2
ssl_cipher_list = ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL:!RC4:!DES:!3DES:!MD5
ssl_prefer_server_ciphers = yes
mail_location = maildir:/var/vmail/%d/%n
mail_plugins = $mail_plugins quota
auth_policy_server_url = http://127.0.0.1:4001/
auth_policy_hash_nonce = do-not-read-this-nonce
passdb {
  driver = passwd-file
  args = scheme=SHA512-CRYPT username_format=%u /etc/dovecot/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=/var/vmail/%d/%n
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = 993
    ssl = yes
  }
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1G
}
X
printf 'user@example.org:{SHA512-CRYPT}$6$do.not.read$this:::\n' >/etc/dovecot/users
mkdir -p /var/vmail && chmod 750 /var/vmail

mkdir -p /etc/dkimkeys/example.org
opendkim-genkey -b 2048 -d example.org -s s2026 -D /etc/dkimkeys/example.org
chown -R opendkim:opendkim /etc/dkimkeys
cat >/etc/opendkim.conf <<'X'
Syslog yes
UserID opendkim
UMask 007
Mode sv
Canonicalization relaxed/simple
KeyTable file:/etc/opendkim-keytable
SigningTable refile:/etc/opendkim-signingtable
Socket local:/var/spool/postfix/opendkim/opendkim.sock
PidFile /run/opendkim/opendkim.pid
MinimumKeyBits 1024
X
echo 's2026._domainkey.example.org example.org:s2026:/etc/dkimkeys/example.org/s2026.private' >/etc/opendkim-keytable
echo '*@example.org s2026._domainkey.example.org' >/etc/opendkim-signingtable
mkdir -p /run/opendkim /var/spool/postfix/opendkim /run/opendmarc /var/spool/postfix/opendmarc /var/run/opendmarc
chown opendkim:opendkim /run/opendkim /var/spool/postfix/opendkim
chown opendmarc:opendmarc /run/opendmarc /var/spool/postfix/opendmarc
cat >/etc/opendmarc.conf <<'X'
Syslog true
UserID opendmarc
AuthservID mail.example.org
RejectFailures true
HistoryFile /run/opendmarc/opendmarc.dat
Socket local:/var/spool/postfix/opendmarc/opendmarc.sock
PidFile /run/opendmarc/opendmarc.pid
X
touch /run/opendmarc/opendmarc.dat
cat >/etc/postfix-policyd-spf-python/policyd-spf.conf <<'X'
debugLevel = 1
TestOnly = 1
HELO_reject = Fail
Mail_From_reject = Fail
PermError_reject = False
X

mkdir -p /etc/rspamd/local.d
printf 'reject = 15;\nadd_header = 6;\ngreylist = 4;\n' >/etc/rspamd/local.d/actions.conf
printf 'autolearn = true;\nbackend = "redis";\n' >/etc/rspamd/local.d/classifier-bayes.conf
printf 'password = "do-not-read-this-controller-password";\n' >/etc/rspamd/local.d/worker-controller.inc
printf 'clamav {\n  type = "clamav";\n  servers = "/run/clamav/clamd.ctl";\n  action = "reject";\n}\n' >/etc/rspamd/local.d/antivirus.conf
mkdir -p /run/clamav && chown clamav /run/clamav
# No database of ClamAV's own, which is large: one signature of no known malware lets it start.
echo '44d88612fea8a8f36de82e1278abb02f:68:Example.Test' >/var/lib/clamav/example.hdb
cat >/etc/clamav/clamd.conf <<'X'
LocalSocket /run/clamav/clamd.ctl
User clamav
MaxFileSize 30M
Foreground false
X

cat >/etc/fail2ban/jail.local <<'X'
[DEFAULT]
backend = polling
bantime = 1h
findtime = 10m
maxretry = 5
banaction = nftables-multiport
[sshd]
enabled = false
[postfix]
enabled = true
logpath = /var/log/mail.log
[postfix-sasl]
enabled = true
logpath = /var/log/mail.log
[dovecot]
enabled = true
logpath = /var/log/dovecot.log
X
cat >/etc/nftables.conf <<'X'
table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
    tcp dport 25 ct state new limit rate 50/minute accept
    tcp dport { 587, 993 } accept
    tcp dport 4190 ip saddr 192.0.2.0/24 accept
  }
}
X
nft -f /etc/nftables.conf
printf '/var/log/mail.log /var/log/dovecot.log {\n  weekly\n  rotate 8\n  compress\n}\n' >/etc/logrotate.d/mail
touch -d '1 day ago' /etc/postfix/* /etc/dovecot/dovecot.conf /etc/fail2ban/*.local /etc/opendkim.conf /etc/opendmarc.conf /etc/clamav/clamd.conf /etc/rspamd/local.d/*
touch /var/log/mail.log /var/log/dovecot.log

rsyslogd || true
opendkim -x /etc/opendkim.conf
opendmarc -c /etc/opendmarc.conf
dovecot
postfix start
mkdir -p /var/log/rspamd /run/rspamd && chown _rspamd /var/log/rspamd /run/rspamd
clamd -c /etc/clamav/clamd.conf || true
rspamd -u _rspamd -g _rspamd || true
start-stop-daemon --start --background --exec /usr/sbin/postgrey -- --inet=127.0.0.1:10023 || true
fail2ban-server -b start || fail2ban-client start || true
for wait in 1 2 3 4 5 6 7 8; do fail2ban-client ping >/dev/null 2>&1 && break; sleep 0.5; done
