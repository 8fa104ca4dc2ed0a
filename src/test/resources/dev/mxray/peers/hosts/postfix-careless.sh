# A mail host as it should not be.
set -e
rm -f /etc/resolv.conf && echo 'nameserver 127.0.0.1' >/etc/resolv.conf
openssl req -x509 -newkey rsa:1024 -sha1 -nodes -keyout /etc/ssl/private/old.key -out /etc/ssl/old.pem -days 10 -subj '/CN=localhost' 2>/dev/null
cat >/etc/postfix/main.cf <<'X'
compatibility_level = 3.6
myhostname = mail.example.org
mydestination = example.org
smtpd_banner = $myhostname ESMTP $mail_name $mail_version
mynetworks = 0.0.0.0/0
inet_interfaces = all
inet_protocols = ipv4
alias_maps = hash:/etc/aliases
disable_vrfy_command = no
smtpd_helo_required = no
smtpd_relay_restrictions = permit
smtpd_recipient_restrictions = permit
smtpd_client_restrictions =
message_size_limit = 0
mailbox_size_limit = 0
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_tls_security_level = may
smtpd_tls_auth_only = no
smtpd_tls_cert_file = /etc/ssl/old.pem
smtpd_tls_key_file = /etc/ssl/private/old.key
smtpd_tls_protocols =
smtp_tls_security_level = none
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_security_options =
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = static:relay:do-not-read-this-password
no_such_parameter_at_all = yes
X
echo 'root: admin@example.org' >/etc/aliases
postalias /etc/aliases
rm -rf /etc/dovecot/conf.d
cat >/etc/dovecot/dovecot.conf <<'X'
protocols = imap pop3
listen = *
auth_verbose_passwords = plain
auth_debug_passwords = yes
auth_mechanisms = plain anonymous
disable_plaintext_auth = no
ssl = no
ssl_min_protocol = TLSv1
ssl_cipher_list = ALL:RC4:MD5
ssl_cert = </etc/ssl/old.pem
ssl_key = </etc/ssl/private/old.key
log_path = /dev/null
mail_location = mbox:~/mail:INBOX=/var/mail/%u
passdb {
  driver = static
  args = password=do-not-read-this-password
}
userdb {
  driver = passwd
}
X
mkdir -p /etc/dkimkeys
opendkim-genkey -b 1024 -d example.org -s old -D /etc/dkimkeys
cat >/etc/opendkim.conf <<'X'
Mode v
Domain example.org
Selector old
KeyFile /etc/dkimkeys/old.private
Socket inet:8891@localhost
X
cat >/etc/fail2ban/jail.local <<'X'
[DEFAULT]
backend = polling
bantime = 10
maxretry = 50
findtime = 10
[sshd]
enabled = false
X
cat >/etc/clamav/clamd.conf <<'X'
LocalSocket /run/clamav/clamd.ctl
X
rm -f /etc/logrotate.d/mail /etc/logrotate.d/rsyslog
nft flush ruleset
touch -d '+1 day' /etc/dovecot/dovecot.conf
dovecot || true
postfix start || true
