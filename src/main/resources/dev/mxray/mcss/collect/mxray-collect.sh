#!/bin/sh
#
# mxray-collect: takes down how a mail host is set up, for `mxray audit`.
#
#   sh mxray-collect.sh [--output DIR]
#
# It writes one file, mailaudit_<host>_<time>.tar.gz, into DIR (the current folder when none is
# said), readable by its owner alone.
#
#   - It only reads. Nothing is changed, started, stopped, installed or tested by sending mail.
#   - It opens no connection to another machine, and looks no name up. It asks running services on
#     this one for their state, as their own tools do.
#   - It takes no secrets: files of private keys, password maps and databases of accounts are never
#     opened, and what looks like a password, a hash or a key in a configuration is replaced by
#     [redacted] before it is written. Of files that are left out it notes name, mode and owner.
#   - Without root it collects what it may read; collection_log.txt says what is missing and why.
#
# Plain POSIX sh. What is in which file stands in the page collect.md of the documentation.

set -u
umask 077
LC_ALL=C
export LC_ALL
PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export PATH
unset CDPATH

VERSION=1
SECONDS_FOR_A_COMMAND=60
BYTES_OF_A_FILE=8388608
MAIL_PORTS='25|465|587|110|995|143|993|4190'
# How many log files of a series are read, the newest first, and how many days of the journal.
LOG_FILES=10
JOURNAL_DAYS=10
MAIL_UNITS='postfix|exim|opensmtpd|sendmail|dovecot|cyrus|saslauthd|opendkim|opendmarc|openarc|rspamd|spamassassin|spamd|spamass|amavis|clamav|clamd|freshclam|fail2ban|crowdsec|sshguard|postgrey|policyd|postfwd|milter|nftables|iptables|firewalld|ufw|apparmor|auditd|rsyslog|syslog-ng|journald|journal-upload|filebeat|promtail|fluent|vector|logrotate'
MAIL_PACKAGES='postfix|exim|opensmtpd|sendmail|dovecot|cyrus|sasl|dkim|dmarc|spf|rspamd|redis|spamass|spamc|spamd|amavis|clam|fail2ban|postgrey|policyd|postfwd|milter|openssl|libssl|gnutls|syslog|logrotate'

# ---------------------------------------------------------------------------------------------
# Options

OUTPUT=.
while [ $# -gt 0 ]; do
  case $1 in
    --output)
      [ $# -ge 2 ] || { echo 'mxray-collect: --output needs a folder' >&2; exit 2; }
      OUTPUT=$2
      shift 2
      ;;
    --output=*)
      OUTPUT=${1#--output=}
      shift
      ;;
    -h | --help)
      sed -n '3,19s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *)
      echo "mxray-collect: unknown option $1" >&2
      exit 2
      ;;
  esac
done
[ -d "$OUTPUT" ] || { echo "mxray-collect: $OUTPUT is not a folder" >&2; exit 2; }
OUTPUT=$(cd -- "$OUTPUT" && pwd -P) || exit 2

# The name as the machine itself has it: asking for the full name could ask the network.
HOST=$(uname -n | tr -cd 'A-Za-z0-9.-')
HOST=${HOST:-unknown}
NAME="mailaudit_${HOST}_$(date +%Y%m%d_%H%M%S)"
# Everything is built in a folder of its own and leaves it as one archive.
BASE="$OUTPUT/.$NAME.$$"
mkdir -- "$BASE" || { echo "mxray-collect: cannot write in $OUTPUT" >&2; exit 1; }
trap 'rm -rf -- "$BASE"' EXIT
trap 'exit 130' HUP INT TERM
WORK="$BASE/$NAME"
RAW="$BASE/raw"
ERRORS="$BASE/errors"
LOG="$WORK/collection_log.txt"
mkdir -- "$WORK"
printf '# state file: reason\n' >"$LOG"
# Programs that keep something in a home folder find an empty one that is thrown away.
mkdir -- "$BASE/home"
HOME="$BASE/home"
export HOME

# ---------------------------------------------------------------------------------------------
# Tools

have() { command -v "$1" >/dev/null 2>&1; }

now() { date +%Y-%m-%dT%H:%M:%S%z; }

progress() { [ ! -t 2 ] || printf '%s\n' "$1" >&2; }

# log STATE FILE REASON: states are absent (nothing there to collect), unreadable (no right to read
# it), failed (a command did not do it), limited (only its beginning is kept), skipped (a secret).
log() { printf '%s %s: %s\n' "$1" "$2" "$3" | tr -d '\r' >>"$LOG"; }

# One word of a list that commas and spaces part on each line.
words() { sed 's/[, ][, ]*/\
/g'; }

first_that_is_there() {
  for candidate; do
    have "$candidate" && { printf '%s\n' "$candidate"; return 0; }
  done
  return 1
}

# for_a_while COMMAND...: programs end in time; functions of this script do it inside themselves.
for_a_while() {
  case $(command -v "$1") in
    /*) if have timeout; then timeout "$SECONDS_FOR_A_COMMAND" "$@"; else "$@"; fi ;;
    *) "$@" ;;
  esac
}

# aside FOLDER COMMAND...: for programs that look names up, or keep something in a folder, even when
# they only test their configuration. They run where there is no network and that folder is an
# empty one that is thrown away; where this cannot be had they are not run.
aside() {
  covered=$1
  shift
  if have unshare && unshare --net --mount true 2>/dev/null; then
    # shellcheck disable=SC2016 # for the inner shell
    for_a_while unshare --net --mount --propagation private sh -c \
      '[ ! -d "$0" ] || mount -t tmpfs -o mode=1777 tmpfs "$0" || exit 125; exec "$@"' "$covered" "$@"
  else
    echo "# $1 is not run: unshare cannot keep it from the network here"
    return 125
  fi
}

# Replaces what is secret in a configuration. It rather takes away too much than too little.
redact() {
  awk '
    function secretive(name) {
      name = tolower(name)
      if (name ~ /(password_maps|_file|_path|_query|_schemes?|_delimiter|_epoch|_human|bypass)$/) return 0
      if (name ~ /(verbose_passwords|password_noquery|password_format|pwcheck|min_tokens)/) return 0
      if (name ~ /(passw|passphrase|secret|apikey|api_key|api_header|hash_nonce|dbpass|dnpass)/)
        return 1
      if (name ~ /^(client_send|(mysql|pgsql|oracle|ibase|redis|ldap_default)_servers)$/) return 1
      return name ~ /(_pw|pwd|bindpw|pass|token)$/
    }
    function of_no_interest(value) {
      return tolower(value) ~ /^["\047]?(yes|no|true|false|on|off|0|1|none|y|n)?["\047]?[;,]?[ \t]*$/
    }
    function masked(line,   out, name, at, whole, end) {
      out = ""
      while (match(line, /[A-Za-z0-9_.-]+["\047]?[ \t]*[=:]+[ \t]*/)) {
        name = substr(line, RSTART, RLENGTH)
        at = RSTART + RLENGTH
        whole = out == "" && substr(line, 1, RSTART - 1) ~ /^[ \t#;]*(-o[ \t]*|hide[ \t]+)?["\047]?$/
        sub(/["\047]?[ \t]*[=:]+[ \t]*$/, "", name)
        out = out substr(line, 1, at - 1)
        line = substr(line, at)
        if (!secretive(name)) continue
        end = whole ? length(line) : match(line, /[ \t;&"\047]/) ? RSTART - 1 : length(line)
        if (!whole && line ~ /^["\047]/)
          end = match(substr(line, 2), substr(line, 1, 1)) ? RSTART + 1 : length(line)
        if (of_no_interest(substr(line, 1, end))) continue
        out = out "[redacted]"
        line = substr(line, end + 1)
      }
      return out line
    }
    BEGIN {
      c = "[./A-Za-z0-9$=,+-]"
      crypt = "[$](1|2[abxy]?|5|6|7|y|gy|argon2[id]*|pbkdf2[-a-z0-9]*|shiro1)[$]" c c c c c c c c c "*"
      scheme = "[{]([A-Z0-9]+-CRYPT|PLAIN|PLAIN-MD5|CLEARTEXT|CLEAR|CRYPT|SHA|SHA1|SHA224|SHA256|SHA384|SHA512|SSHA|SSHA256|SSHA512|MD5|SMD5|LDAP-MD5|ARGON2ID?|PBKDF2|CRAM-MD5|HMAC-MD5|DIGEST-MD5|LANMAN|NTLM|OTP|SCRAM-SHA-[0-9]+)([.][A-Z0-9]+)?[}][^ \t:\"\047]+"
    }
    /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/ { print "[private key removed]"; hidden = 1 }
    hidden { if (/-----END /) hidden = 0; next }
    {
      line = $0
      if (tolower(line) ~ /password_maps/) sub(/(static|inline):.*/, "[redacted]", line)
      gsub(crypt, "[redacted]", line)
      gsub(scheme, "[redacted]", line)
      gsub(/:\/\/[^\/@ \t]*@/, "://[redacted]@", line)
      gsub(/[{][$]auth[0-9][}][{][^}$]+[}]/, "{$auth}{[redacted]}", line)
      if (line ~ /^[ \t#]*[A-Za-z0-9_]*([Pp]assword|[Pp]asswd|[Ss]ecret|[Aa]pi[Kk]ey)[ \t]+[^=:{ \t]/)
        sub(/([Pp]assword|[Pp]asswd|[Ss]ecret|[Aa]pi[Kk]ey)[ \t].*/, "password [redacted]", line)
      print masked(line)
    }'
}

# matching PATTERN FILE: grep that is content to find nothing.
matching() { grep -iE -- "$1" "$2" 2>/dev/null || [ $? -eq 1 ]; }

# bounded FILE: the beginning of the standard input, and a line in the log when there is more.
bounded() {
  head -c "$BYTES_OF_A_FILE"
  [ "$(head -c 1 | wc -c)" -eq 0 ] || {
    log limited "$1" "longer than $BYTES_OF_A_FILE bytes"
    cat >/dev/null
  }
}

folder_of() {
  mkdir -p -- "$WORK/$1" 2>/dev/null
}

header() { printf '# Command: %s\n# Date: %s\n# ---\n' "$1" "$(now)"; }

# save FILE DESCRIPTION COMMAND...: the output of a command, after three lines of comment.
# The exit status of the command is left in STATUS.
save() {
  file=$1
  description=$2
  shift 2
  STATUS=127
  have "$1" || { log absent "$file" "no command $1"; return 1; }
  for_a_while "$@" >"$RAW" 2>&1 </dev/null
  STATUS=$?
  mkdir -p -- "$WORK/${file%/*}"
  { header "$description"; redact <"$RAW" | bounded "$file"; } >"$WORK/$file"
  [ "$STATUS" -eq 0 ] ||
    log failed "$file" "$description ended with $STATUS: $(redact <"$RAW" | head -n 1 | head -c 200)"
  return 0
}

# check FILE DESCRIPTION COMMAND...: the same for a test whose exit status is what matters.
check() {
  save "$@" && printf 'exit_status: %s\n' "$STATUS" >>"$WORK/$1"
}

# True for names that are never opened: keys, password maps, accounts, compiled maps.
is_secret() {
  case $(printf '%s' "${1##*/}" | tr '[:upper:]' '[:lower:]') in
    *.key | *.pem | *.p12 | *.pfx | *.jks | *.keytab | *.private | *.der | *.gpg | *.rsa) return 0 ;;
    *.db | *.lmdb | *.cdb | *.dir | *.pag | *.sqlite* | *.dump) return 0 ;;
    *saslpw* | *shadow*) return 0 ;;
    # Configurations of how passwords are checked; what is secret in them is redacted.
    *.conf | *.cf | *.conf.ext | *.inc | *.local) ;;
    *passw* | *secret* | *credential* | *token* | users | userdb) return 0 ;;
    *~ | *.swp | *.orig | *.bak) return 0 ;;
  esac
  case $1 in
    */private/* | */keys/* | */ssl/* | */sasldb*) return 0 ;;
  esac
  return 1
}

# copy SOURCE FILE: a configuration file without its secrets.
copy() {
  [ -f "$1" ] || return 1
  if is_secret "$1"; then
    log skipped "$2" "$1 may hold a secret: $(described "$1")"
    return 1
  fi
  [ -r "$1" ] || { log unreadable "$2" "$1 may not be read by $(id -un)"; return 1; }
  mkdir -p -- "$WORK/${2%/*}"
  redact <"$1" | bounded "$2" >"$WORK/$2"
}

# copy_tree SOURCE FOLDER: every file below a folder that is no secret.
copy_tree() {
  [ -d "$1" ] || return 1
  find "$1/" \( -type f -o -type l \) 2>"$ERRORS" | sort >"$BASE/tree"
  while IFS= read -r found; do
    copy "$found" "$2/${found#"$1/"}"
  done <"$BASE/tree"
  while IFS= read -r error; do
    log unreadable "$2" "$error"
  done <"$ERRORS"
}

# Mode, owner, size and time of a file that itself is not opened.
described() {
  stat -c 'mode=%a owner=%U:%G bytes=%s changed=%Y' -- "$1" 2>/dev/null || ls -ld -- "$1" 2>/dev/null ||
    echo 'is not there or may not be looked at'
}

# shown FILE...: the files without their secrets, each below a line with its name.
shown() {
  for part; do
    [ -f "$part" ] || continue
    printf '## %s (%s)\n' "$part" "$(described "$part")"
    if is_secret "$part"; then
      echo '# left out: it may hold a secret'
    elif [ -r "$part" ]; then
      head -c "$BYTES_OF_A_FILE" "$part"
    else
      echo '# may not be read'
    fi
    echo
  done
}

# Identifiers of the processes with one of these names.
processes() {
  for process in /proc/[0-9]*; do
    [ -r "$process/comm" ] || continue
    read -r comm <"$process/comm" 2>/dev/null || continue
    # Some put more than their name there: "postgrey --inet", "/usr/sbin/spamd".
    comm=${comm%% *}
    comm=${comm##*/}
    for wanted; do
      [ "$comm" = "$wanted" ] && printf '%s\n' "${process#/proc/}"
    done
  done
}

# Seconds since 1970 at which a process began.
started() {
  booted=$(awk '$1 == "btime" { print $2 }' /proc/stat 2>/dev/null)
  ticks=$(getconf CLK_TCK 2>/dev/null || echo 100)
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null |
    awk -v booted="${booted:-0}" -v ticks="$ticks" 'booted > 0 { printf "%d\n", booted + $20 / ticks }'
}

# status_of UNITS -- PROCESSES: whether a service runs, by systemd and by the processes there are.
status_of() {
  units=
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    units="$units $1"
    shift
  done
  [ $# -eq 0 ] || shift
  if have systemctl && systemctl is-system-running 2>/dev/null | grep -qvE '^(offline|unknown)?$'; then
    for unit in $units; do
      echo "unit: $unit"
      systemctl show "$unit" --property=LoadState,ActiveState,SubState,UnitFileState,ActiveEnterTimestamp,NRestarts 2>/dev/null |
        sed 's/^/  /'
    done
  else
    echo '# systemd does not run here'
  fi
  running=no
  for wanted_process; do
    for pid in $(processes "$wanted_process"); do
      running=yes
      printf 'process: %s pid=%s user=%s started=%s\n' "$wanted_process" "$pid" \
        "$(stat -c %U "/proc/$pid" 2>/dev/null)" "$(started "$pid")"
    done
  done
  echo "running: $running"
}

# Where the packages of this host come from, asked once, and without the cache files that apt would
# otherwise write anew.
apt_policy() {
  dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" { print $2 }' |
    grep -E "$MAIL_PACKAGES" |
    xargs apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= policy 2>/dev/null
}

# packages PATTERN: what the package manager knows of the packages whose names match.
packages() {
  if have dpkg-query; then
    echo '## dpkg'
    dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version} ${Architecture}\n' 2>/dev/null |
      grep -E "^.. +[^ ]*($1)"
    if have apt-cache; then
      echo '## apt policy'
      [ -e "$BASE/policy" ] || apt_policy >"$BASE/policy"
      awk -v wanted="$1" '/^[^ ]/ { shown = $1 ~ wanted } shown' "$BASE/policy"
    fi
  fi
  if have rpm; then
    echo '## rpm'
    rpm -qa --qf '%{NAME} %{VERSION}-%{RELEASE} %{ARCH} %{VENDOR} signature:%{SIGPGP:pgpsig}\n' 2>/dev/null |
      grep -E "^[^ ]*($1)"
  fi
  if have apk; then
    echo '## apk'
    apk info -v 2>/dev/null | grep -E "^[^ ]*($1)"
  fi
  if have pacman; then
    echo '## pacman'
    pacman -Q 2>/dev/null | grep -E "^[^ ]*($1)"
  fi
}

# The text of a log and of its older, possibly packed files, the oldest first.
log_series() {
  # shellcheck disable=SC2012 # log files have plain names, and ls alone sorts by time
  ls -1t "$1" "$1".[0-9]* "$1"-[0-9]* 2>/dev/null | head -n "$LOG_FILES" |
    awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' >"$BASE/series"
  while IFS= read -r part; do
    [ -r "$part" ] || { log unreadable logs/ "$part may not be read by $(id -un)"; continue; }
    case $part in
      *.gz) gzip -dc -- "$part" 2>/dev/null ;;
      *.bz2) bzip2 -dc -- "$part" 2>/dev/null ;;
      *.xz) xz -dc -- "$part" 2>/dev/null ;;
      *.zst) zstd -dc -- "$part" 2>/dev/null ;;
      *) cat -- "$part" ;;
    esac
  done <"$BASE/series"
}

first_log() {
  for candidate; do
    for part in "$candidate" "$candidate".[0-9]* "$candidate"-[0-9]*; do
      [ -f "$part" ] && { printf '%s\n' "$candidate"; return 0; }
    done
  done
  return 1
}

# Log lines name people: what stands before an @ or in user=<> is left out.
without_people() {
  sed -e 's/[A-Za-z0-9._%+=-][A-Za-z0-9._%+=-]*@/***@/g' -e 's/\(user\|sasl_username\|method=[A-Z0-9-]*, user\)=<\{0,1\}[^>, ]*/\1=<***/g'
}

# ---------------------------------------------------------------------------------------------
# Which software is there

POSTFIX=$(first_that_is_there postconf)
EXIM=$(first_that_is_there exim4 exim)
DOVECOT=$(first_that_is_there doveconf)
CYRUS=
for candidate in /usr/lib/cyrus/bin/master /usr/lib/cyrus-imapd/master /usr/libexec/cyrus-imapd/master \
  /usr/lib/cyrus-imapd/cyrus-master /usr/sbin/cyrmaster /usr/cyrus/bin/master; do
  [ -x "$candidate" ] && CYRUS=${candidate%/*}
done

# Exim tells its log of what it finds odd at every start; here it tells nobody, where that is possible.
exim_asks() {
  exim_log=/var/log/exim4
  [ -d "$exim_log" ] || exim_log=/var/log/exim
  if [ "$(id -u)" -eq 0 ] && have unshare && unshare --net --mount true 2>/dev/null; then
    aside "$exim_log" "$EXIM" "$@"
  else
    for_a_while "$EXIM" "$@"
  fi
}

component() { # NAME PROGRAM...
  label=$1
  shift
  for candidate; do
    case $candidate in
      /*) [ -e "$candidate" ] && { echo "$label: present $candidate"; return; } ;;
      *) have "$candidate" && { echo "$label: present $(command -v "$candidate")"; return; } ;;
    esac
  done
  echo "$label: absent"
}

components() {
  component postfix postconf
  component exim exim4 exim
  component opensmtpd smtpctl
  component sendmail /etc/mail/sendmail.cf
  component dovecot doveconf
  component cyrus "${CYRUS:-/nonexistent}/master" /usr/sbin/cyrmaster /etc/imapd.conf
  component opendkim opendkim
  component opendmarc opendmarc
  component policyd-spf policyd-spf postfix-policyd-spf-perl /usr/libexec/postfix/policyd-spf
  component pyspf-milter pyspf-milter
  component rspamd rspamd
  component spamassassin spamassassin spamd
  component spamass-milter spamass-milter
  component amavis amavisd amavisd-new
  component clamav clamd clamscan
  component clamav-milter clamav-milter
  component freshclam freshclam
  component fail2ban fail2ban-client
  component crowdsec cscli
  component sshguard sshguard
  component postgrey postgrey
  component postfwd postfwd postfwd3 postfwd2
  component policyd cbpolicyd policyd
  component nftables nft
  component iptables iptables
  component ip6tables ip6tables
  component firewalld firewall-cmd
  component ufw ufw
  component selinux getenforce sestatus
  component apparmor aa-status apparmor_status /sys/kernel/security/apparmor
  component rsyslog rsyslogd
  component syslog-ng syslog-ng
  component journald journalctl
  component logrotate logrotate
  component parsedmarc parsedmarc
}

progress "collecting into $OUTPUT/$NAME.tar.gz"
[ "$(id -u)" -eq 0 ] || log unreadable . "not run by root: files and sockets that only root may read are missing"

os_name() { sed -n 's/^PRETTY_NAME=//p' /etc/os-release 2>/dev/null | tr -d '"'; }

{
  echo 'Mail host evidence'
  echo "Collector: mxray-collect $VERSION"
  echo "Hostname: $HOST"
  echo "Mail name: $(head -n 1 /etc/mailname 2>/dev/null)"
  echo "Collected: $(now)"
  echo "Collected epoch: $(date +%s)"
  echo "User: $(id -un) ($(id -u))"
  echo "OS: $(os_name)"
  echo "Kernel: $(uname -r)"
  echo "MTA: ${POSTFIX:+postfix }${EXIM:+exim}"
  echo "MDA: ${DOVECOT:+dovecot }${CYRUS:+cyrus}"
} >"$WORK/00_summary.txt"
save system/components.txt 'mail software found on this host' components
copy /etc/os-release system/os-release.txt

# ---------------------------------------------------------------------------------------------
# Postfix

postfix_map_files() {
  for part in /etc/postfix/*.cf /etc/postfix/*.regexp /etc/postfix/*.pcre /etc/postfix/*.cidr \
    /etc/postfix/*_checks /etc/postfix/*_access /etc/postfix/access /etc/postfix/transport \
    /etc/postfix/relay_domains /etc/postfix/sasl/*.conf; do
    copy "$part" "postfix/config_files/${part#/etc/postfix/}"
  done
  copy_tree /etc/postfix/dynamicmaps.cf.d postfix/config_files/dynamicmaps.cf.d
  for part in /usr/lib/sasl2/smtpd.conf /etc/sasl2/smtpd.conf; do
    copy "$part" "postfix/config_files/sasl/${part##*/}"
  done
}

# postfix_values NAME...: values of parameters of main.cf, with what they refer to put in.
postfix_values() {
  for parameter; do
    sed -n "s/^$parameter = //p" "$BASE/postconfx"
  done
}

# Postfix tests itself with `postfix check`, which also makes folders that are missing. Reading all
# parameters finds the same faults in the files and changes nothing.
postfix_lint() {
  faults=0
  for question in -n -M -P -F; do
    echo "## postconf $question"
    # shellcheck disable=SC2069 # the messages alone
    for_a_while postconf "$question" 2>&1 >/dev/null || { faults=1; break; }
  done
  echo '## owners and modes'
  for part in /etc/postfix/main.cf /etc/postfix/master.cf /var/spool/postfix /var/lib/postfix; do
    [ -e "$part" ] && echo "$part $(described "$part")"
  done
  return "$faults"
}

if [ -n "$POSTFIX" ]; then
  progress postfix
  save postfix/package_info.txt 'packages of Postfix' packages postfix
  postfix_map_files
  save postfix/version.txt 'postconf -d mail_version' postconf -d mail_version
  save postfix/config_active/postconf_defaults.txt 'postconf -d' postconf -d
  check postfix/config_lint.txt 'faults in main.cf and master.cf' postfix_lint
  save postfix/config_active/postconf_n.txt 'postconf -n' postconf -n
  for question in '' n x M P; do
    : >"$BASE/postconf$question"
  done
  # Without a configuration that can be read, every further question would fail after a second.
  if [ "$STATUS" -eq 0 ]; then
    for question in '' n x M P; do
      postconf ${question:+"-$question"} >"$BASE/postconf$question" 2>/dev/null
    done
    save postfix/config_active/postconf_full.txt 'postconf' cat "$BASE/postconf"
    save postfix/config_active/master_cf_active.txt 'postconf -M' cat "$BASE/postconfM"
    save postfix/config_active/master_cf_overrides.txt 'postconf -P' cat "$BASE/postconfP"
    save postfix/config_active/map_types.txt 'postconf -m' postconf -m
    save postfix/config_active/sasl_types.txt 'postconf -a' postconf -a
    save postfix/config_active/tls_config.txt 'postconf | grep -i tls' matching tls "$BASE/postconf"
    save postfix/config_active/sasl_config.txt 'postconf | grep -i sasl' matching sasl "$BASE/postconf"
    save postfix/queue_status.txt 'postqueue -p' postqueue -p
  fi
fi

# ---------------------------------------------------------------------------------------------
# Exim

exim_main() { sed '/^ *begin /,$d' "$BASE/exim"; }

# exim_lines PATTERN: lines of the running configuration, with the section they stand in.
exim_lines() {
  awk -v wanted="$1" '
    /^[ \t]*begin[ \t]/ { section = $2 }
    tolower($0) ~ wanted { printf "%s: %s\n", section == "" ? "main" : section, $0 }' "$BASE/exim"
}

exim_acls() {
  echo '## options'
  exim_main | grep -E '^[[:space:]]*(acl_|hostlist|domainlist|addresslist|localpartlist|helo_|host_|sender_|recipient|message_size|smtp_)'
  echo '## begin acl'
  sed -n '/^ *begin acl/,/^ *begin /p' "$BASE/exim" | grep -vE '^ *begin '
  return 0
}

if [ -n "$EXIM" ]; then
  progress exim
  save exim/version.txt "$EXIM -bV" exim_asks -bV
  save exim/package_info.txt 'packages of Exim' packages exim
  for folder in /etc/exim4 /etc/exim; do
    copy_tree "$folder" exim/config_files
  done
  copy /etc/exim.conf exim/config_files/exim.conf
  save exim/config_active/exim_bP.txt "$EXIM -bP" exim_asks -bP
  save exim/config_active/exim_bP_transports.txt "$EXIM -bP transports" exim_asks -bP transports
  save exim/config_active/exim_bP_routers.txt "$EXIM -bP routers" exim_asks -bP routers
  save exim/config_active/exim_bP_authenticators.txt "$EXIM -bP authenticators" exim_asks -bP authenticators
  save exim/config_active/tls_config.txt "$EXIM -bP tls_*" exim_asks -bP tls_advertise_hosts tls_certificate tls_privatekey tls_require_ciphers tls_on_connect_ports openssl_options daemon_smtp_ports
  # The configuration as it is read, includes and macros resolved; releases before 4.83 have no such
  # output, then the file itself has to do.
  save exim/config_active/exim4_expanded.txt "$EXIM -bP config" exim_asks -bP config
  exim_file=$(exim_asks -bP configure_file 2>/dev/null | sed 's/^configure_file = //')
  if [ "$STATUS" -ne 0 ] && [ -f "$exim_file" ]; then
    copy "$exim_file" exim/config_active/exim4_expanded.txt
  fi
  grep -v '^#' "$WORK/exim/config_active/exim4_expanded.txt" >"$BASE/exim" 2>/dev/null
  if [ -s "$BASE/exim" ]; then
    save exim/security/acl_summary.txt 'access control lists of Exim' exim_acls
    save exim/security/ratelimit_config.txt 'limits of Exim' exim_lines '^[ \t]*(smtp_accept_|smtp_ratelimit|smtp_max_|smtp_load|smtp_reserve|queue_only_load|deliver_queue_load|recipients_max|smtp_connect_backlog|smtp_receive_timeout|message_size_limit)|ratelimit'
    save exim/security/dkim_config.txt 'DKIM in Exim' exim_lines 'dkim'
    save exim/security/spf_config.txt 'SPF in Exim' exim_lines 'spf'
    save exim/security/content_scanning.txt 'content scanning in Exim' exim_lines '(av_scanner|spamd_address|malware|spam[ \t]*=|spam_|regex[ \t]*=|acl_smtp_(data|mime)|clamd|rspamd)'
  else
    log failed exim/security/ 'the configuration of Exim could not be read'
  fi
  check exim/config_test.txt "$EXIM -bV" exim_asks -bV
  save exim/queue_status.txt "$EXIM -bp" exim_asks -bp
fi

# ---------------------------------------------------------------------------------------------
# Dovecot

dovecot_listeners() {
  awk '
    /^service / { service = $2 }
    /_listener / { inside = 1; print "service " service }
    inside { print }
    inside && /}/ { inside = 0 }' "$BASE/doveconfa"
}

if [ -n "$DOVECOT" ]; then
  progress dovecot
  doveconf -a >"$BASE/doveconfa" 2>/dev/null
  doveconf -n >"$BASE/doveconfn" 2>"$ERRORS"
  dovecot_status=$?
  cp "$ERRORS" "$BASE/doveconf_errors"
  save dovecot/version.txt 'dovecot --version' dovecot --version
  save dovecot/build_options.txt 'dovecot --build-options' dovecot --build-options
  save dovecot/package_info.txt 'packages of Dovecot' packages dovecot
  copy_tree /etc/dovecot dovecot/config_files
  # With -P it would show passwords; the file has the name that other collectors gave it.
  save dovecot/config_active/doveconf_P.txt 'doveconf -a' doveconf -a
  save dovecot/config_active/doveconf_n.txt 'doveconf -n' doveconf -n
  save dovecot/config_active/doveconf_N.txt 'doveconf -N' doveconf -N
  save dovecot/config_active/protocols.txt 'doveconf protocols' doveconf protocols
  save dovecot/config_active/listeners.txt 'listeners in doveconf' dovecot_listeners
  save dovecot/config_active/ssl_config.txt 'doveconf | grep ssl' matching '^ *(ssl|disable_plaintext_auth|auth_allow_cleartext)' "$BASE/doveconfa"
  save dovecot/config_active/auth_config.txt 'doveconf -n | grep auth' matching 'auth|passdb|driver|args|mechanism|scheme' "$BASE/doveconfn"
  save dovecot/config_errors.txt 'faults that doveconf -n finds' cat "$BASE/doveconf_errors"
  printf 'exit_status: %s\n' "$dovecot_status" >>"$WORK/dovecot/config_errors.txt"
fi

# ---------------------------------------------------------------------------------------------
# Cyrus IMAP

cyrus_version() {
  for candidate in "$CYRUS/cyr_info" "$CYRUS/imapd" "$CYRUS/master"; do
    [ -x "$candidate" ] || continue
    case $candidate in
      *cyr_info) for_a_while "$candidate" version && return ;;
      *) for_a_while "$candidate" -V && return ;;
    esac
  done
  packages cyrus | head -n 5
}

cyrus_lint() {
  "$CYRUS/cyr_info" conf-lint
}

if [ -n "$CYRUS" ] || [ -f /etc/imapd.conf ]; then
  progress cyrus
  save cyrus/version.txt 'version of Cyrus IMAP' cyrus_version
  save cyrus/package_info.txt 'packages of Cyrus' packages cyrus
  copy /etc/imapd.conf cyrus/config_files/imapd.conf
  copy /etc/cyrus.conf cyrus/config_files/cyrus.conf
  copy /etc/default/cyrus-imapd cyrus/config_files/default
  for folder in /etc/cyrus /etc/cyrus-imapd; do
    copy_tree "$folder" cyrus/config_files
  done
  if [ -x "$CYRUS/cyr_info" ]; then
    # With the defaults of this release, of what imapd.conf does not set.
    save cyrus/config_active/conf_all.txt 'cyr_info conf-all' "$CYRUS/cyr_info" conf-all
    check cyrus/config_lint.txt 'cyr_info conf-lint' cyrus_lint
  fi
fi

# ---------------------------------------------------------------------------------------------
# SASL

sasl_files() {
  for part in /etc/sasl2/*.conf /usr/lib/sasl2/*.conf /etc/default/saslauthd* /etc/sysconfig/saslauthd; do
    shown "$part"
  done
  return 0
}

save sasl/config.txt 'configuration of Cyrus SASL' sasl_files
save sasl/service_status.txt 'saslauthd' status_of saslauthd -- saslauthd
save sasl/package_info.txt 'packages of SASL' packages 'sasl'

# ---------------------------------------------------------------------------------------------
# SPF, DKIM, DMARC and the wiring of milters

postfix_milters() {
  if [ -n "$POSTFIX" ]; then
    echo '## postfix'
    matching '^(smtpd_milters|non_smtpd_milters|milter_[a-z_]*|content_filter|smtpd_proxy_filter|receive_override_options) =' "$BASE/postconf"
    echo '## postfix master.cf'
    matching '/(smtpd_milters|non_smtpd_milters|content_filter|smtpd_proxy_filter|receive_override_options|milter_[a-z_]*) *=' "$BASE/postconfP"
    matching 'spamc|spamassassin|amavis|clam|rspamd|policy|dkim|filter' "$BASE/postconfM"
  fi
  if [ -s "$BASE/exim" ]; then
    echo '## exim'
    exim_lines '(av_scanner|spamd_address|malware|spam[ \t]*=|dkim|dmarc|spf)'
  fi
  echo '## sockets of the filters'
  for part in /etc/opendkim.conf /etc/opendkim/opendkim.conf /etc/opendmarc.conf /etc/opendmarc/opendmarc.conf \
    /etc/clamav/clamav-milter.conf /etc/clamav-milter.conf /etc/default/opendkim /etc/default/opendmarc \
    /etc/default/spamass-milter /etc/sysconfig/spamass-milter /etc/rspamd/worker-proxy.inc /etc/rspamd/local.d/worker-proxy.inc; do
    [ -r "$part" ] && grep -nHiE '^[^#]*(socket|bind_socket|milter|OPTIONS)' "$part" 2>/dev/null
  done
  return 0
}

spf_sources() {
  shown /etc/postfix-policyd-spf-python/policyd-spf.conf /etc/python-policyd-spf/policyd-spf.conf /etc/pyspf-milter/*.conf
  if [ -n "$POSTFIX" ]; then
    echo '## postfix'
    matching '^smtpd_(client|helo|sender|relay|recipient|data|end_of_data)_restrictions' "$BASE/postconf"
    matching '_restrictions *=' "$BASE/postconfP"
    matching 'spf' "$BASE/postconfM"
    matching '^smtpd_milters =' "$BASE/postconf"
  fi
  if [ -s "$BASE/exim" ]; then
    echo '## exim'
    exim_lines 'spf'
  fi
  echo '## opendmarc'
  grep -nHiE '^[^#]*SPF' /etc/opendmarc.conf /etc/opendmarc/opendmarc.conf 2>/dev/null
  echo '## rspamd'
  shown /etc/rspamd/local.d/spf.conf /etc/rspamd/override.d/spf.conf /etc/rspamd/modules.d/spf.conf
  echo '## services'
  status_of postfix-policyd-spf-python pyspf-milter -- policyd-spf pyspf-milter
  return 0
}

# Of a private key only what the folder tells: its mode, its owner and how many bytes it has. The
# public half, which opendkim-genkey and others leave beside it, tells how long the key is.
dkim_keys() {
  opendkim_conf=
  for part in /etc/opendkim.conf /etc/opendkim/opendkim.conf; do
    [ -f "$part" ] && opendkim_conf=$part
  done
  if [ -n "$opendkim_conf" ]; then
    echo "## $opendkim_conf"
    grep -iE '^[[:space:]]*(Mode|Domain|Selector|KeyFile|KeyTable|SigningTable|MinimumKeyBits|SignatureAlgorithm|Canonicalization|SubDomains|InternalHosts|ExternalIgnoreList|RequireSafeKeys|UserID|OversignHeaders)[[:space:]]' "$opendkim_conf"
    # shellcheck disable=SC2013 # names of tables hold no spaces
    for table in $(awk 'tolower($1) ~ /^(keytable|signingtable)$/ { sub(/^[a-z]*:/, "", $2); print $2 }' "$opendkim_conf"); do
      [ -f "$table" ] || continue
      echo "## $table"
      grep -vE '^[[:space:]]*(#|$)' "$table"
    done
  fi
  echo '## dkim in exim and rspamd'
  [ -s "$BASE/exim" ] && exim_lines 'dkim_(domain|selector|private_key|strict|canon|hash|timestamps|sign_headers)'
  for part in /etc/rspamd/local.d/dkim_signing.conf /etc/rspamd/override.d/dkim_signing.conf /etc/rspamd/local.d/arc.conf \
    /etc/amavis/conf.d/50-user; do
    [ -r "$part" ] && grep -nHiE '^[^#]*(dkim|selector|domain|path|sign|key)' "$part"
  done
  echo '## key files'
  {
    find /etc/opendkim /etc/opendkim/keys /etc/dkimkeys /etc/mail/dkim /var/lib/rspamd/dkim /etc/exim4/dkim /var/lib/amavis/dkim \
      /var/db/dkim -type f \( -name '*.private' -o -name '*.pem' -o -name '*.key' \) 2>/dev/null
    [ -n "$opendkim_conf" ] && awk 'tolower($1) == "keyfile" { print $2 }' "$opendkim_conf"
    [ -s "$BASE/exim" ] && sed -n 's/^[ \t]*dkim_private_key *= *\(\/[^ ${}]*\) *$/\1/p' "$BASE/exim"
  } | sort -u | while IFS= read -r key; do
    echo "key_file: $key $(described "$key")"
    for public in "${key%.*}.txt" "${key%.*}.pub" "${key%.*}.dns"; do
      [ -r "$public" ] && published_key "$public"
    done
  done
  return 0
}

# published_key FILE: the length of the key in a DNS record that lies in a file.
published_key() {
  base64_text=$(tr -d '\n\t "()' <"$1" | sed -n 's/.*p=\([A-Za-z0-9+\/=]*\).*/\1/p')
  case $(cat "$1") in
    *ed25519*) echo "public_key: $1 ed25519 256 bit" ;;
    *)
      printf '%s\n' "$base64_text" | fold -w 64 |
        { echo '-----BEGIN PUBLIC KEY-----'; cat; echo '-----END PUBLIC KEY-----'; } |
        openssl pkey -pubin -noout -text 2>/dev/null |
        sed -n "s|.*Public-Key: (\\([0-9]*\\) bit.*|public_key: $1 rsa \\1 bit|p"
      ;;
  esac
}

dmarc_reports() {
  echo '## programs'
  for program in parsedmarc opendmarc-import opendmarc-reports opendmarc-expire rspamd rspamadm dmarc-cat dmarcts-report-parser.pl; do
    component "$program" "$program"
  done
  shown /etc/parsedmarc.ini /etc/parsedmarc/parsedmarc.ini /etc/rspamd/local.d/dmarc.conf
  echo '## jobs'
  grep -rnHiE 'dmarc' /etc/cron.d /etc/cron.daily /etc/cron.hourly /etc/cron.weekly /etc/crontab /var/spool/cron 2>/dev/null | redact
  have systemctl && systemctl list-timers --all --no-legend --no-pager 2>/dev/null | grep -iE 'dmarc'
  echo '## opendmarc'
  grep -nHiE '^[^#]*(HistoryFile|Report|FailureReports)' /etc/opendmarc.conf /etc/opendmarc/opendmarc.conf 2>/dev/null
  history=$(awk 'tolower($1) == "historyfile" { print $2 }' /etc/opendmarc.conf /etc/opendmarc/opendmarc.conf 2>/dev/null | head -n 1)
  [ -n "$history" ] && echo "history_file: $history $(described "$history")"
  status_of parsedmarc -- parsedmarc
  return 0
}

progress 'SPF, DKIM, DMARC'
save milter/milter_config.txt 'filters that are wired into the mail server' postfix_milters
save spf/spf_config.txt 'verification of SPF' spf_sources
save dkim/service_status.txt 'opendkim' status_of opendkim -- opendkim
save dkim/keys_configured.txt 'keys and domains of DKIM' dkim_keys
if have opendkim; then
  save dkim/version.txt 'opendkim -V' opendkim -V
  save dkim/package_info.txt 'packages of OpenDKIM' packages opendkim
  copy /etc/opendkim.conf dkim/config_files/opendkim.conf
  copy /etc/default/opendkim dkim/config_files/default
  copy_tree /etc/opendkim dkim/config_files
  check dkim/config_test.txt 'opendkim -n' opendkim -n
fi
save dmarc/service_status.txt 'opendmarc' status_of opendmarc -- opendmarc
save dmarc_reports/report_processing.txt 'evaluation of DMARC reports' dmarc_reports
if have opendmarc; then
  save dmarc/version.txt 'opendmarc -V' opendmarc -V
  save dmarc/package_info.txt 'packages of OpenDMARC' packages opendmarc
  copy /etc/opendmarc.conf dmarc/config_files/opendmarc.conf
  copy /etc/default/opendmarc dmarc/config_files/default
  copy_tree /etc/opendmarc dmarc/config_files
  check dmarc/config_test.txt 'opendmarc -n' opendmarc -n
fi

# ---------------------------------------------------------------------------------------------
# Filters for spam and malware

# How much the statistical filter has learnt, for every database where one usually lies. Both
# programs make a folder in the home of whoever runs them: it is covered.
bayes_of_spamassassin() {
  {
    sed -n 's/^[ \t]*bayes_path[ \t]*//p' /etc/spamassassin/*.cf /etc/mail/spamassassin/*.cf 2>/dev/null
    printf '%s/.spamassassin/bayes\n' /var/lib/spamassassin /var/lib/amavis /var/spool/spamassassin
  } | sort -u | while IFS= read -r bayes; do
    [ -f "${bayes}_toks" ] || continue
    echo "## ${bayes}_toks $(described "${bayes}_toks")"
    aside /root sa-learn --dbpath "$bayes" --dump magic 2>&1
  done
  return 0
}

# Only local tests and no statistics, so that nothing is asked, learnt or kept.
lint_of_spamassassin() {
  aside /root spamassassin --lint --local --nocreate-prefs --cf='use_bayes 0'
}

rules_of_spamassassin() {
  for folder in /var/lib/spamassassin/*/updates_spamassassin_org; do
    [ -d "$folder" ] && echo "rules: $folder $(described "$folder")"
  done
  grep -nHE '^[^#]*(CRON|OPTIONS|ENABLED)' /etc/default/spamassassin /etc/default/spamd /etc/sysconfig/spamassassin /etc/sysconfig/sa-update 2>/dev/null
  have systemctl && systemctl list-timers --all --no-legend --no-pager 2>/dev/null | grep -iE 'sa-update|spamassassin'
  return 0
}

if have spamassassin || have spamd; then
  progress spamassassin
  save antispam/spamassassin/version.txt 'spamassassin --version' "$(first_that_is_there spamassassin spamd)" --version
  save antispam/spamassassin/service_status.txt 'spamd and what calls it' status_of spamassassin spamd spamass-milter amavis -- spamd spamass-milter amavisd amavisd-new
  save antispam/spamassassin/package_info.txt 'packages of SpamAssassin' packages 'spamassassin|spamass-milter|amavis|spamc|spamd'
  for folder in /etc/spamassassin /etc/mail/spamassassin; do
    copy_tree "$folder" antispam/spamassassin/config_files
  done
  check antispam/spamassassin/config_lint.txt 'spamassassin --lint --local' lint_of_spamassassin
  have sa-learn && save antispam/spamassassin/bayes_status.txt 'sa-learn --dump magic' bayes_of_spamassassin
  save antispam/spamassassin/rules.txt 'renewal of the rules' rules_of_spamassassin
fi

# Aside it cannot look up the servers of its fuzzy checks; that is no fault of the configuration.
lint_of_rspamd() {
  aside /var/lib/rspamd rspamadm configtest >"$BASE/lint" 2>&1
  faults=$?
  grep -vE '^(address resolution for .* failed|cannot read servers definition|cannot parse resolv.conf)' "$BASE/lint"
  return "$faults"
}

if have rspamd; then
  progress rspamd
  save antispam/rspamd/version.txt 'rspamd --version' rspamd --version
  save antispam/rspamd/service_status.txt 'rspamd' status_of rspamd redis-server -- rspamd redis-server
  save antispam/rspamd/package_info.txt 'packages of Rspamd' packages 'rspamd|redis'
  for folder in local.d override.d; do
    copy_tree "/etc/rspamd/$folder" "antispam/rspamd/config_files/$folder"
  done
  copy /etc/rspamd/rspamd.conf.local antispam/rspamd/config_files/rspamd.conf.local
  copy /etc/rspamd/actions.conf antispam/rspamd/config_files/actions.conf
  if have rspamadm; then
    save antispam/rspamd/configdump.txt 'rspamadm configdump' aside /var/lib/rspamd rspamadm configdump
    check antispam/rspamd/config_lint.txt 'rspamadm configtest' lint_of_rspamd
  fi
  # From its controller on loopback, where it runs.
  have rspamc && [ -n "$(processes rspamd)" ] &&
    save antispam/rspamd/statistics.txt 'rspamc stat' rspamc -t 5 -h 127.0.0.1:11334 stat
fi

if have amavisd || have amavisd-new; then
  copy_tree /etc/amavis/conf.d antispam/amavis/config_files
  save antispam/amavis/service_status.txt 'amavis' status_of amavis amavisd -- amavisd amavisd-new
  save antispam/amavis/version.txt 'packages of Amavis' packages amavis
fi

clamav_databases() {
  folder=$(sed -n 's/^[ \t]*DatabaseDirectory[ \t]*//p' /etc/clamav/freshclam.conf /etc/freshclam.conf 2>/dev/null | head -n 1)
  folder=${folder:-/var/lib/clamav}
  echo "directory: $folder"
  for database in "$folder"/*.cvd "$folder"/*.cld "$folder"/*.cud; do
    [ -f "$database" ] || continue
    echo "database: $database $(described "$database")"
    have sigtool && for_a_while sigtool --info="$database" 2>&1 | grep -E '^(Version|Build time|Signatures|Functionality|Verification)' | sed 's/^/  /'
  done
  echo '## the last lines of the updates'
  tail -n 60 /var/log/clamav/freshclam.log 2>/dev/null || tail -n 60 /var/log/freshclam.log 2>/dev/null ||
    journalctl -u clamav-freshclam -n 60 --no-pager 2>/dev/null
  return 0
}

clamav_status() {
  status_of clamav-daemon clamd@scan clamav-freshclam clamav-milter -- clamd freshclam clamav-milter
  echo '## configuration'
  grep -nHE '^[[:space:]]*(LocalSocket|TCPSocket|TCPAddr|MaxFileSize|MaxScanSize|StreamMaxLength|Checks|DatabaseMirror|NotifyClamd|OnInfected|MilterSocket)' \
    /etc/clamav/clamd.conf /etc/clamd.d/scan.conf /etc/clamav/freshclam.conf /etc/freshclam.conf /etc/clamav/clamav-milter.conf 2>/dev/null
  # Over its local socket alone: a clamd elsewhere would be spoken to over the network.
  if have clamdscan && grep -qE '^[[:space:]]*LocalSocket' /etc/clamav/clamd.conf 2>/dev/null &&
    ! grep -qE '^[[:space:]]*TCPSocket' /etc/clamav/clamd.conf 2>/dev/null; then
    echo '## clamdscan --ping 1'
    for_a_while clamdscan --ping 1 2>&1
    echo "ping_status: $?"
  fi
  return 0
}

if have clamd || have clamscan || have freshclam; then
  progress clamav
  save antivirus/clamav/version.txt 'version of ClamAV' "$(first_that_is_there clamd clamscan freshclam)" --version
  save antivirus/clamav/service_status.txt 'clamd, freshclam and clamav-milter' clamav_status
  save antivirus/clamav/database_info.txt 'signature databases of ClamAV' clamav_databases
  save antivirus/clamav/package_info.txt 'packages of ClamAV' packages clam
  for part in /etc/clamav/clamd.conf /etc/clamav/freshclam.conf /etc/clamav/clamav-milter.conf /etc/clamd.d/scan.conf /etc/freshclam.conf; do
    copy "$part" "antivirus/clamav/config_files/${part##*/}"
  done
fi

# ---------------------------------------------------------------------------------------------
# Fail2ban

fail2ban_jails() {
  fail2ban-client status 2>/dev/null | sed -n 's/.*Jail list:[ \t]*//p' | words | grep -E '^[A-Za-z0-9_.-]+$'
}

# The settings of every jail as Fail2ban resolves them, without the commands of its actions.
fail2ban_settings() {
  for_a_while fail2ban-client -d 2>&1 |
    grep -E "^\['(add|start)'|^\['(set|multi-set)', '[^']*', '(bantime|findtime|maxretry|addlogpath|addjournalmatch|addfailregex|addignoreip|bantime\.[a-z]+)'|^(ERROR|WARNING)|ERROR"
  return 0
}

if have fail2ban-client; then
  progress fail2ban
  for part in /etc/fail2ban/fail2ban.conf /etc/fail2ban/fail2ban.local /etc/fail2ban/jail.conf /etc/fail2ban/jail.local; do
    copy "$part" "fail2ban/config_files/${part##*/}"
  done
  for part in /etc/fail2ban/jail.d/*.conf /etc/fail2ban/jail.d/*.local; do
    copy "$part" "fail2ban/config_files/jail.d/${part##*/}"
  done
  for part in /etc/fail2ban/filter.d/*; do
    case ${part##*/} in
      dovecot* | postfix* | exim* | cyrus* | sasl* | sendmail* | courier* | sieve* | roundcube* | common.conf | *.local)
        copy "$part" "fail2ban/config_files/filter.d/${part##*/}"
        ;;
    esac
  done
  save fail2ban/version.txt 'fail2ban-client --version' fail2ban-client --version
  save fail2ban/package_info.txt 'packages of Fail2ban' packages fail2ban
  save fail2ban/service_status.txt 'fail2ban' status_of fail2ban -- fail2ban-server
  save fail2ban/config_active/status.txt 'fail2ban-client status' fail2ban-client status
  for jail in $(fail2ban_jails); do
    save "fail2ban/config_active/jail_$jail.txt" "fail2ban-client status $jail" fail2ban-client status "$jail"
  done
  save fail2ban/config_active/banned_ips.txt 'fail2ban-client banned' fail2ban-client banned
  save fail2ban/config_active/settings.txt 'fail2ban-client -d' fail2ban_settings
  check fail2ban/config_test.txt 'fail2ban-client --test' fail2ban-client --test
fi

# ---------------------------------------------------------------------------------------------
# Firewall

# Listing the tables of the older iptables loads them into the kernel: only loaded ones are listed.
iptables_lists() { # iptables|ip6tables FLAGS...
  case $("$1" -V 2>/dev/null) in
    *nf_tables*) return 0 ;;
  esac
  names=/proc/net/ip_tables_names
  [ "$1" = ip6tables ] && names=/proc/net/ip6_tables_names
  [ -r "$names" ] && grep -q filter "$names"
}

iptables_full() {
  iptables_lists "$1" || { echo '# no table of this kind is loaded'; return 0; }
  "$1" -L -n -v
  faults=$?
  echo
  echo '=== NAT ==='
  "$1" -t nat -L -n -v 2>/dev/null
  return "$faults"
}

iptables_mail() {
  iptables_lists "$1" || { echo '# no table of this kind is loaded'; return 0; }
  "$1" -L -n -v >"$BASE/rules" 2>&1 || { cat "$BASE/rules"; return 1; }
  grep -E '^Chain ' "$BASE/rules"
  grep -E "(dpt|dpts|spt|spts|ports):?[ ]?[0-9,:]*\\b($MAIL_PORTS)\\b|dports [0-9,:]*($MAIL_PORTS)|match-set|ctstate|state " "$BASE/rules" ||
    echo '# no rule names a mail port'
}

iptables_rules() {
  iptables_lists "${1%-save}" || { echo '# no table of this kind is loaded'; return 0; }
  "$1"
}

nftables_mail() {
  nft list ruleset >"$BASE/rules" 2>&1 || { cat "$BASE/rules"; return 1; }
  grep -E "hook input|policy |(dport|sport|elements)[^0-9]*([^#]*[^0-9])?($MAIL_PORTS|smtp|smtps|submissions?|imaps?|pop3s?|sieve)([^0-9]|\$)" "$BASE/rules" ||
    echo '# no rule names a mail port'
}

firewall_type() {
  nft_rules=no
  iptables_loaded=no
  have nft && nft list ruleset 2>/dev/null | grep -q . && nft_rules=yes
  if have iptables && iptables_lists iptables; then
    iptables -L -n 2>/dev/null | grep -qvE '^(Chain|target|$)' && iptables_loaded=yes
    iptables -L -n 2>/dev/null | grep -qE 'policy (DROP|REJECT)' && iptables_loaded=yes
  fi
  firewalld_runs=no
  have firewall-cmd && firewall-cmd --state 2>/dev/null | grep -qx running && firewalld_runs=yes
  if [ "$(id -u)" -ne 0 ]; then
    kind=unknown
  elif [ "$nft_rules" = yes ]; then
    kind=nftables
  elif [ "$iptables_loaded" = yes ]; then
    kind=iptables
  else
    kind=none
  fi
  if [ "$firewalld_runs" = yes ]; then
    case $kind in
      none | unknown) kind=firewalld ;;
      *) kind="firewalld+$kind" ;;
    esac
  fi
  echo "firewall_type: $kind"
  have iptables && case $(iptables -V 2>/dev/null) in
    *nf_tables*) echo 'iptables_backend: nf_tables' ;;
    *) echo 'iptables_backend: legacy' ;;
  esac
  for unit in nftables iptables ip6tables netfilter-persistent firewalld ufw; do
    have systemctl && state=$(systemctl is-enabled "$unit" 2>/dev/null) && echo "unit_$unit: $state"
  done
  return 0
}

firewalld_services() {
  firewall-cmd --get-active-zones 2>/dev/null | grep -v '^[[:space:]]' | while read -r zone _; do
    echo "## zone: $zone"
    for service in smtp smtps smtp-submission imap imaps pop3 pop3s managesieve; do
      if firewall-cmd --zone="$zone" --query-service="$service" >/dev/null 2>&1; then
        echo "  $service: ENABLED"
      else
        echo "  $service: disabled"
      fi
    done
    echo '  ports:'
    firewall-cmd --zone="$zone" --list-ports 2>/dev/null | tr ' ' '\n' | sed 's/^/    /'
  done
}

progress firewall
save firewall/type.txt 'kind of packet filter' firewall_type
if have nft; then
  save firewall/nftables_mail.txt 'nft list ruleset, the lines on mail ports' nftables_mail
  save firewall/nftables_full.txt 'nft list ruleset' nft list ruleset
fi
for tables in iptables ip6tables; do
  if have "$tables"; then
    save "firewall/${tables}_mail.txt" "$tables -L -n -v, the lines on mail ports" iptables_mail "$tables"
    save "firewall/${tables}_full.txt" "$tables -L -n -v" iptables_full "$tables"
    have "$tables-save" && save "firewall/${tables}_save.txt" "$tables-save" iptables_rules "$tables-save"
  fi
done
if have firewall-cmd && firewall-cmd --state 2>/dev/null | grep -qx running; then
  save firewall/firewalld_zones.txt 'firewall-cmd --list-all-zones' firewall-cmd --list-all-zones
  save firewall/firewalld_mail_services.txt 'mail services in firewalld' firewalld_services
fi
have ufw && save firewall/ufw_status.txt 'ufw status verbose' ufw status verbose
copy /etc/nftables.conf firewall/nftables.conf

# ---------------------------------------------------------------------------------------------
# Certificates

# "file use" for every certificate that a server is told to use.
certificates() {
  if [ -n "$POSTFIX" ]; then
    for setting in smtpd_tls_cert_file smtpd_tls_eccert_file smtpd_tls_dcert_file smtpd_tls_chain_files smtp_tls_cert_file; do
      postfix_values "$setting" | words | sed "s|\$| postfix:$setting|"
    done
    sed -n 's|^.*/\(smtpd_tls_[a-z]*cert_file\) = \(.*\)|\2 postfix:master.cf:\1|p' "$BASE/postconfP"
  fi
  [ -z "$EXIM" ] || exim_asks -bP tls_certificate 2>/dev/null | sed -n 's|^tls_certificate = \(.*\)|\1 exim:tls_certificate|p'
  [ -z "$DOVECOT" ] || sed -n 's/^[ \t]*\(ssl_cert\|ssl_alt_cert\|ssl_server_cert_file\|ssl_server_alt_cert_file\) = <\{0,1\}\(.*\)/\2 dovecot:\1/p' "$BASE/doveconfn"
  [ ! -r /etc/imapd.conf ] || sed -n 's/^\([a-z_]*tls_\(server_\)\{0,1\}cert\(_file\)\{0,1\}\):[ \t]*\(.*\)/\4 cyrus:\1/p' /etc/imapd.conf
}

# The keys of servers, by mode and owner alone.
key_files() {
  {
    [ -z "$POSTFIX" ] || postfix_values smtpd_tls_key_file smtpd_tls_eckey_file smtpd_tls_dkey_file
    [ -z "$EXIM" ] || exim_asks -bP tls_privatekey 2>/dev/null | sed -n 's/^tls_privatekey = //p'
    [ -z "$DOVECOT" ] || sed -n 's/^[ \t]*ssl\(_server\)\{0,1\}_key\(_file\)\{0,1\}[ \t]*=[ \t]*<\{0,1\}//p' /etc/dovecot/dovecot.conf /etc/dovecot/conf.d/*.conf /etc/dovecot/local.conf 2>/dev/null
    [ ! -r /etc/imapd.conf ] || sed -n 's/^[a-z_]*tls_\(server_\)\{0,1\}key\(_file\)\{0,1\}:[ \t]*//p' /etc/imapd.conf
  } | grep '^/' | sort -u | while IFS= read -r key; do
    echo "key_file: $key $(described "$key")"
  done
  return 0
}

# certificate_info FILE USE: what is in a certificate file, certificate by certificate. A private
# key that lies in the same file is passed over.
certificate_info() {
  echo "used_by: $2"
  echo "file: $(described "$1")"
  rm -f -- "$BASE"/certificate.*
  awk -v base="$BASE/certificate" '
    /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/ { inside = 1; n++ }
    inside { print > (base "." n) }
    /-----END / { if (inside) close(base "." n); inside = 0 }' "$1"
  count=0
  while [ -f "$BASE/certificate.$((count + 1))" ]; do
    count=$((count + 1))
  done
  echo "certificates_in_file: $count"
  [ "$count" -gt 0 ] || { echo '# no certificate in it'; return 1; }
  openssl x509 -in "$BASE/certificate.1" -noout -subject -issuer -dates -fingerprint -sha256 -serial 2>&1
  openssl x509 -in "$BASE/certificate.1" -noout -text 2>/dev/null >"$BASE/certificate.text"
  sed -n 's/^ *Signature Algorithm: */signature_algorithm: /p' "$BASE/certificate.text" | head -n 1
  sed -n 's/^ *Public Key Algorithm: */key_algorithm: /p' "$BASE/certificate.text" | head -n 1
  sed -n 's/.*Public-Key: (\([0-9]*\) bit.*/key_bits: \1/p' "$BASE/certificate.text" | head -n 1
  echo
  echo '# SAN (Subject Alternative Names):'
  sed -n '/X509v3 Subject Alternative Name/,/^ *X509v3 [^S]/{/DNS:\|IP Address:\|email:/p;}' "$BASE/certificate.text"
  number=2
  while [ "$number" -le "$count" ] && [ "$number" -le 10 ]; do
    echo "# certificate $number of the file"
    openssl x509 -in "$BASE/certificate.$number" -noout -subject -issuer -dates 2>&1 | sed 's/^/chain_/'
    openssl x509 -in "$BASE/certificate.$number" -noout -text 2>/dev/null |
      sed -n -e 's/^ *Signature Algorithm: */chain_signature_algorithm: /p' | head -n 1
    number=$((number + 1))
  done
  # Against the authorities this machine knows, with nothing but what is in the file.
  printf 'chain_verify: %s\n' "$(openssl verify -untrusted "$1" "$BASE/certificate.1" 2>&1 | tr '\n' ' ' | sed "s|$BASE/||g")"
}

progress certificates
if have openssl; then
  certificates | grep '^/' | sort -u >"$BASE/certificates"
  while read -r certificate use; do
    target="tls/${certificate##*/}_info.txt"
    # Several may have one name, as those of Let's Encrypt have.
    [ ! -e "$WORK/$target" ] || grep -qxF "# File: $certificate" "$WORK/$target" ||
      target="tls/$(printf '%s' "${certificate#/}" | tr '/' '_')_info.txt"
    if grep -sqxF "# File: $certificate" "$WORK/$target"; then
      echo "used_by: $use" >>"$WORK/$target"
    elif [ ! -e "$certificate" ]; then
      log failed "$target" "$certificate, told to $use, does not exist or may not be looked at"
    elif [ ! -r "$certificate" ]; then
      log unreadable "$target" "$certificate may not be read by $(id -un)"
    else
      mkdir -p -- "$WORK/tls"
      printf '# File: %s\n# Date: %s\n# ---\n' "$certificate" "$(now)" >"$WORK/$target"
      certificate_info "$certificate" "$use" >>"$WORK/$target" 2>&1 ||
        log failed "$target" "$certificate holds no certificate that openssl reads"
    fi
  done <"$BASE/certificates"
  save tls/openssl_version.txt 'openssl version -a' openssl version -a
else
  log absent tls/ 'no command openssl'
fi
save tls/key_files.txt 'modes and owners of private keys' key_files

# ---------------------------------------------------------------------------------------------
# Services, ports, file systems

services() {
  if have systemctl; then
    echo '## running services'
    systemctl list-units --type=service --state=running --no-pager --no-legend --plain 2>/dev/null | grep -iE "$MAIL_UNITS"
    echo '## services by state'
    systemctl list-units --type=service --all --no-pager --no-legend --plain 2>/dev/null | grep -iE "$MAIL_UNITS"
    echo '## services at start-up'
    systemctl list-unit-files --type=service --no-pager --no-legend 2>/dev/null | grep -iE "$MAIL_UNITS"
  elif have rc-status; then
    echo '## rc-status'
    rc-status --all 2>/dev/null | grep -iE "$MAIL_UNITS"
  elif have service; then
    echo '## service --status-all'
    for_a_while service --status-all 2>/dev/null | grep -iE "$MAIL_UNITS"
  fi
  echo '## processes'
  for process in /proc/[0-9]*; do
    [ -r "$process/comm" ] || continue
    read -r comm <"$process/comm" 2>/dev/null || continue
    program=$(readlink "$process/exe" 2>/dev/null)
    case $comm/$program in
      master/*) ;;
      *) printf '%s %s\n' "$comm" "$program" | grep -qiE "$MAIL_UNITS|qmgr|pickup|imapd|pop3d|lmtpd|smtpd" || continue ;;
    esac
    printf 'process: %s pid=%s user=%s program=%s started=%s\n' "$comm" "${process#/proc/}" \
      "$(stat -c %U "$process" 2>/dev/null)" "${program:-unknown}" "$(started "${process#/proc/}")"
  done
  return 0
}

listening() {
  if have ss; then
    ss -tlnp | grep -E "^State|:($MAIL_PORTS)[[:space:]]"
  elif have netstat; then
    netstat -tlnp 2>&1 | grep -E "Proto|:($MAIL_PORTS)[[:space:]]"
  else
    echo '# neither ss nor netstat is there'
  fi
  return 0
}

all_listening() {
  if have ss; then ss -tulnp; else netstat -tulnp; fi
}

mail_folders() {
  {
    printf '%s\n' /var/mail /var/vmail /var/spool/mail /var/spool/postfix /var/spool/exim /var/spool/exim4 /var/spool/cyrus /var/lib/dovecot /var/lib/cyrus /srv/mail /home/vmail
    [ -z "$POSTFIX" ] || postfix_values queue_directory virtual_mailbox_base mail_spool_directory
    [ -z "$EXIM" ] || exim_asks -bP spool_directory 2>/dev/null | sed 's/.*= *//'
    [ -z "$DOVECOT" ] || sed -n 's/^mail_location = //p; s/^mail_path = //p' "$BASE/doveconfa" | sed 's/^[a-z]*://; s/[%:~].*//; s|/*$||'
    [ ! -r /etc/imapd.conf ] || sed -n 's/^\(partition-[a-z]*\|configdirectory\):[ \t]*//p' /etc/imapd.conf
  } | grep '^/' | sort -u
}

partitions() {
  root_device=$(df -P / 2>/dev/null | awk 'NR == 2 { print $1 }')
  echo "root_device: $root_device"
  echo 'root_mountpoint: /'
  echo
  mail_folders >"$BASE/folders"
  while IFS= read -r folder; do
    [ -d "$folder" ] || continue
    df -P "$folder" 2>/dev/null | awk -v folder="$folder" -v root="$root_device" 'NR == 2 {
      print "directory: " folder
      print "  device: " $1
      print "  mountpoint: " $6
      print "  separated_from_root: " ($6 != "/" && $1 != root ? "yes" : "no")
      print "  size_kb: " $2
      print "  used_kb: " $3
      print "  available_kb: " $4
      print "  used_percent: " $5
    }'
    mount_point=$(df -P "$folder" 2>/dev/null | awk 'NR == 2 { print $6 }')
    echo "  mount_options: $(awk -v point="$mount_point" '$2 == point { options = $4 } END { print options }' /proc/mounts 2>/dev/null)"
    echo "  folder: $(described "$folder")"
    echo "  content_size_kb: $(for_a_while du -skx -- "$folder" 2>/dev/null | awk '{ print $1 }')"
    echo
  done <"$BASE/folders"
  echo '## file systems'
  df -Ph 2>/dev/null
  echo '## mount options'
  mount 2>/dev/null | grep -vE ' type (proc|sysfs|cgroup2?|devpts|mqueue|tracefs|debugfs|securityfs|pstore|bpf|configfs|fusectl|hugetlbfs) '
  echo '## quotas of file systems'
  if have repquota; then
    for_a_while repquota -a 2>&1 | head -n 30
  else
    echo '# no command repquota'
  fi
  if [ -n "$DOVECOT" ]; then
    echo '## quota in dovecot'
    grep -i quota "$BASE/doveconfn" || echo '# none'
  fi
}

# How a program is built, by its ELF header and the names that it takes from the C library: whether
# it may lie anywhere (PIE), guards its stack, closes its tables (RELRO) and checks its copies.
built() {
  pie=unknown
  relro=unknown
  case $(od -An -tu2 -j16 -N2 "$1" 2>/dev/null | tr -d ' ') in
    2) pie=no ;;
    3) pie=yes ;;
  esac
  # The table of segments of a program of 64 bits; that of older ones lies elsewhere.
  if [ "$(od -An -tu1 -j4 -N1 "$1" 2>/dev/null | tr -d ' ')" = 2 ]; then
    relro=no
    offset=$(od -An -tu8 -j32 -N8 "$1" | tr -d ' ')
    segments=$(od -An -tu2 -j56 -N2 "$1" | tr -d ' ')
    segment=0
    while [ "$segment" -lt "${segments:-0}" ] && [ "$segment" -lt 64 ]; do
      case $(od -An -tx4 -j$((offset + segment * 56)) -N4 "$1" 2>/dev/null | tr -d ' ') in
        6474e552) relro=yes ;;
      esac
      segment=$((segment + 1))
    done
  fi
  stack_protector=no
  grep -q '__stack_chk_fail' "$1" 2>/dev/null && stack_protector=yes
  # A program that calls none of them may have been built so all the same.
  fortify=unknown
  grep -qE '__(mem(cpy|move|set)|v?s?n?printf|v?fprintf|v?syslog|str(n?cpy|n?cat)|read|recv|fgets|fdelt|realpath|poll)_chk' "$1" 2>/dev/null &&
    fortify=yes
  echo "program: $1 pie=$pie stack_protector=$stack_protector relro=$relro fortify=$fortify"
}

hardening() {
  have od || { echo '# no command od'; return 1; }
  for program in /usr/lib/postfix/sbin/smtpd /usr/libexec/postfix/smtpd "$(command -v "${EXIM:-/nonexistent}")" \
    /usr/lib/dovecot/imap-login /usr/libexec/dovecot/imap-login "${CYRUS:-/nonexistent}/imapd"; do
    [ -f "$program" ] && [ -r "$program" ] && built "$program"
  done
  return 0
}

progress system
save system/services.txt 'mail services and processes' services
save system/hardening.txt 'how the programs are built' hardening
save system/listening_ports.txt 'ss -tlnp, the mail ports' listening
save system/listening_all.txt 'ss -tulnp' all_listening
save system/partitions_mail.txt 'file systems below the mail folders' partitions
save system/package_info.txt 'packages of cryptographic libraries and log services' packages 'openssl|libssl|gnutls|syslog|logrotate'
MAIL_PACKAGES='postfix|exim|opensmtpd|sendmail|dovecot|cyrus|sasl|dkim|dmarc|spf|rspamd|redis|spamass|spamc|spamd|amavis|clam|fail2ban|postgrey|policyd|postfwd|milter|openssl|libssl|gnutls|syslog|logrotate'

# ---------------------------------------------------------------------------------------------
# Times: services against their configuration

mtimes() {
  for part; do
    [ -f "$part" ] || continue
    echo "${part}_mtime_epoch: $(stat -c %Y -- "$part" 2>/dev/null)"
    echo "${part}_mtime_human: $(stat -c %y -- "$part" 2>/dev/null)"
  done
}

newest_below() {
  find "$@" -type f 2>/dev/null | while IFS= read -r part; do
    printf '%s %s\n' "$(stat -c %Y -- "$part" 2>/dev/null)" "$part"
  done | sort -rn | head -n 1 | {
    read -r epoch newest || return 0
    echo "newest_config_file: $newest"
    echo "newest_config_mtime_epoch: $epoch"
  }
}

# start_of SECTION UNIT -- PROCESS...
start_of() {
  echo "## $1"
  if have systemctl; then
    entered=$(systemctl show "$2" --property=ActiveEnterTimestamp --value 2>/dev/null)
    if [ -n "$entered" ]; then
      echo "service_name: $2"
      echo "service_start_human: $entered"
      echo "service_start_epoch: $(date -d "$entered" +%s 2>/dev/null || echo N/A)"
    fi
  fi
  shift 3
  oldest=
  for wanted_process; do
    for pid in $(processes "$wanted_process"); do
      begin=$(started "$pid")
      [ -n "$begin" ] || continue
      echo "process: $wanted_process pid=$pid started=$begin program=$(readlink "/proc/$pid/exe" 2>/dev/null)"
      if [ -z "$oldest" ] || [ "$begin" -lt "$oldest" ]; then oldest=$begin; fi
    done
  done
  [ -z "$oldest" ] || echo "process_start_epoch: $oldest"
}

service_times() {
  echo "collected_epoch: $(date +%s)"
  echo
  if [ -n "$POSTFIX" ]; then
    # qmgr is started anew by every `postfix reload`, master is not.
    start_of POSTFIX postfix@-.service -- master qmgr
    mtimes /etc/postfix/main.cf /etc/postfix/master.cf
    # Read anew by every process that begins; old ones keep the old certificate.
    # shellcheck disable=SC2046 # names of certificates hold no spaces
    mtimes $(postfix_values smtpd_tls_chain_files smtpd_tls_cert_file | words | grep '^/')
    echo
  fi
  if [ -n "$EXIM" ]; then
    start_of EXIM "${EXIM##*/}.service" -- exim4 exim
    mtimes /etc/exim4/exim4.conf.template /etc/exim4/exim4.conf /etc/exim4/update-exim4.conf.conf /etc/exim/exim.conf /etc/exim.conf \
      /var/lib/exim4/config.autogenerated
    echo
  fi
  if [ -n "$DOVECOT" ]; then
    start_of DOVECOT dovecot.service -- dovecot
    find /etc/dovecot -type f \( -name '*.conf' -o -name '*.conf.ext' \) 2>/dev/null | sort >"$BASE/tree"
    while IFS= read -r part; do
      echo "${part}_mtime_epoch: $(stat -c %Y -- "$part" 2>/dev/null)"
    done <"$BASE/tree"
    newest_below /etc/dovecot \( -name '*.conf' -o -name '*.conf.ext' \)
    echo
  fi
  if [ -n "$CYRUS" ] || [ -f /etc/imapd.conf ]; then
    start_of CYRUS cyrus-imapd.service -- cyrmaster cyrus-master
    mtimes /etc/imapd.conf /etc/cyrus.conf
    echo
  fi
  if have fail2ban-client; then
    start_of FAIL2BAN fail2ban.service -- fail2ban-server
    mtimes /etc/fail2ban/jail.local /etc/fail2ban/jail.conf /etc/fail2ban/fail2ban.conf
    newest_below /etc/fail2ban \( -name '*.conf' -o -name '*.local' \)
    echo
  fi
  if have opendkim; then
    start_of OPENDKIM opendkim.service -- opendkim
    mtimes /etc/opendkim.conf
    echo
  fi
  if have opendmarc; then
    start_of OPENDMARC opendmarc.service -- opendmarc
    mtimes /etc/opendmarc.conf
    echo
  fi
  if have rspamd; then
    start_of RSPAMD rspamd.service -- rspamd
    newest_below /etc/rspamd
    echo
  fi
  if have spamd; then
    start_of SPAMASSASSIN spamd.service -- spamd
    mtimes /etc/spamassassin/local.cf /etc/mail/spamassassin/local.cf
    echo
  fi
  if have clamd; then
    start_of CLAMAV clamav-daemon.service -- clamd
    mtimes /etc/clamav/clamd.conf /etc/clamd.d/scan.conf
    echo
  fi
}

save timestamps/service_vs_config.txt 'starts of services and changes of their configuration' service_times

# ---------------------------------------------------------------------------------------------
# Rates and policy services

postfix_rates() {
  matching '^(smtpd_client_[a-z_]*(limit|exceptions)|anvil_rate_time_unit|smtpd_recipient_limit|smtpd_recipient_overshoot_limit|smtpd_(soft|hard)_error_limit|smtpd_error_sleep_time|smtpd_junk_command_limit|default_process_limit|smtpd_timeout|smtpd_end_of_data_restrictions|smtpd_(client|helo|sender|relay|recipient|data)_restrictions|postscreen_[a-z_]*(limit|action|enable)) =' "$BASE/postconf"
  echo '## set in main.cf'
  matching '^(smtpd_client_|anvil_|smtpd_recipient_limit|postscreen_)' "$BASE/postconfn"
  echo '## master.cf'
  matching '/(smtpd_client_[a-z_]*|smtpd_recipient_limit|anvil_[a-z_]*) =' "$BASE/postconfP"
  matching 'anvil|postscreen' "$BASE/postconfM"
}

greylisting() {
  status_of postgrey milter-greylist -- postgrey milter-greylist
  shown /etc/default/postgrey /etc/sysconfig/postgrey /etc/milter-greylist/greylist.conf /etc/rspamd/local.d/greylist.conf
  if [ -n "$POSTFIX" ]; then
    echo '## postfix'
    matching '^smtpd_[a-z_]*_restrictions|^postscreen_(greet|dnsbl|bare|non_smtp|pipelining)[a-z_]*(enable|action) =' "$BASE/postconf" | grep -E 'check_policy_service|postscreen'
    matching 'grey|postscreen' "$BASE/postconfM"
  fi
  if [ -s "$BASE/exim" ]; then
    echo '## exim'
    exim_lines 'grey'
  fi
  return 0
}

policy_services() {
  status_of cluebringer cbpolicyd policyd postfwd -- cbpolicyd policyd postfwd postfwd3 policyd-weight
  if [ -n "$POSTFIX" ]; then
    echo '## policy services that Postfix asks'
    matching 'check_policy_service' "$BASE/postconf"
    matching 'check_policy_service' "$BASE/postconfP"
  fi
  if [ -n "$DOVECOT" ]; then
    echo '## policy service that Dovecot asks'
    matching '^auth_policy_' "$BASE/doveconfa"
  fi
  return 0
}

[ -z "$POSTFIX" ] || save policy/postfix_ratelimit.txt 'limits of Postfix' postfix_rates
save policy/postgrey.txt 'greylisting' greylisting
save policy/postgrey_status.txt 'greylisting service' status_of postgrey milter-greylist -- postgrey milter-greylist
save policy/policyd_status.txt 'policy services' policy_services

# ---------------------------------------------------------------------------------------------
# Addresses that every domain has

ROLES='postmaster abuse security hostmaster webmaster noc'

alias_files() {
  {
    echo /etc/aliases
    [ -z "$POSTFIX" ] || postfix_values alias_maps alias_database | words | sed -n 's/^[a-z]*:\(\/.*\)/\1/p'
    [ -z "$POSTFIX" ] || postfix_values virtual_alias_maps virtual_mailbox_maps | words | sed -n 's/^\(hash\|btree\|lmdb\|cdb\|texthash\|dbm\):\(\/.*\)/\2/p'
    [ ! -f /etc/mail/aliases ] || echo /etc/mail/aliases
  } | sort -u
}

# Where an alias leads to, as a kind: addresses are nobody's business here.
kind_of_target() {
  sed -e 's/^[^:# \t]*[: \t]*//' -e 's/#.*//' | awk '
    { gsub(/^[ \t]+|[ \t]+$/, "")
      kind = $0 == "" ? "nothing" : /^"?\|/ ? "program" : /^"?\/dev\/null/ ? "/dev/null" : /^"?\// ? "file" : /:include:/ ? "list" : /@/ ? "address" : "local name"
      print kind; exit }'
}

role_addresses() {
  alias_files >"$BASE/aliases"
  for role in $ROLES; do
    echo "## $role"
    defined=no
    while IFS= read -r aliases; do
      [ -f "$aliases" ] || continue
      [ -r "$aliases" ] || { echo "unreadable: $aliases"; continue; }
      # shellcheck disable=SC2013 # line numbers
      for hit in $(grep -niE "^\"?$role\"?(@[^ :]*)?[[:space:]]*[:[:space:]]" "$aliases" | cut -d: -f1); do
        line=$(sed -n "${hit}p" "$aliases")
        name=$(printf '%s\n' "$line" | sed 's/[: \t].*//; s/"//g')
        echo "alias: $aliases:$hit $name -> $(printf '%s\n' "$line" | kind_of_target)"
        defined=yes
      done
      catch_all=$(grep -nE '^@[^[:space:]]+[[:space:]]' "$aliases" | head -n 1 | cut -d: -f1)
      [ -z "$catch_all" ] || echo "catch_all: $aliases:$catch_all"
    done <"$BASE/aliases"
    if id -u "$role" >/dev/null 2>&1; then
      echo "account: $role"
      defined=yes
    fi
    echo "$role: $defined"
  done
  echo '## where Postfix looks'
  [ -z "$POSTFIX" ] || matching '^(alias_maps|virtual_alias_maps|virtual_mailbox_maps|local_recipient_maps|mydestination|virtual_alias_domains|virtual_mailbox_domains) =' "$BASE/postconf"
  return 0
}

save aliases/rfc2142_check.txt 'addresses of RFC 2142' role_addresses

# ---------------------------------------------------------------------------------------------
# SELinux and AppArmor

mac_type() {
  kind=none
  if have getenforce && [ "$(getenforce 2>/dev/null)" != Disabled ]; then
    kind=selinux
  elif [ -d /sys/fs/selinux ] && [ -e /sys/fs/selinux/enforce ]; then
    kind=selinux
  elif [ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ]; then
    kind=apparmor
  fi
  echo "mac_type: $kind"
  echo "lsm: $(cat /sys/kernel/security/lsm 2>/dev/null || echo unknown)"
}

apparmor_profiles() {
  profiles=/sys/kernel/security/apparmor/profiles
  if [ -r "$profiles" ]; then
    echo '## profiles for mail software'
    grep -iE 'postfix|exim|dovecot|cyrus|imap|opendkim|opendmarc|rspamd|spam|amavis|clam|freshclam|milter|smtp' "$profiles" || echo '# none'
  else
    echo "# $profiles may not be read"
  fi
  echo '## mail processes'
  for process in /proc/[0-9]*; do
    read -r comm <"$process/comm" 2>/dev/null || continue
    printf '%s %s\n' "$comm" "$(readlink "$process/exe" 2>/dev/null)" | grep -qiE "$MAIL_UNITS" || continue
    echo "process: $comm pid=${process#/proc/} confinement=$(tr -d '\000' <"$process/attr/current" 2>/dev/null)"
  done
}

denials() { # PATTERN
  if [ -r /var/log/audit/audit.log ]; then
    grep -E "$1" /var/log/audit/audit.log | grep -iE "$MAIL_UNITS|smtpd|imap|pop3|lmtp" | tail -n 50
  elif have journalctl; then
    for_a_while journalctl -k --since "-${JOURNAL_DAYS}d" --no-pager 2>/dev/null | grep -E "$1" | grep -iE "$MAIL_UNITS|smtpd|imap|pop3|lmtp" | tail -n 50
  else
    echo '# neither an audit log nor a journal may be read'
    return 1
  fi
  return 0
}

selinux_contexts() {
  # shellcheck disable=SC2009 # pgrep shows no labels
  ps -eZ 2>/dev/null | grep -iE "$MAIL_UNITS|master|qmgr|smtpd"
  ls -dZ /etc/postfix /etc/dovecot /etc/exim /var/spool/postfix /var/spool/exim /var/spool/imap /var/mail /var/vmail 2>/dev/null
  return 0
}

progress 'SELinux, AppArmor'
save mac/type.txt 'mandatory access control' mac_type
if have sestatus || have getenforce; then
  save mac/selinux_status.txt 'sestatus' "$(first_that_is_there sestatus getenforce)"
  save mac/selinux_contexts.txt 'ps -eZ, ls -Z' selinux_contexts
  save mac/selinux_avc_denials.txt 'AVC denials of mail software' denials 'avc: +denied'
  selinux_switches() { getsebool -a | grep -iE 'mail|postfix|exim|dovecot|imap|spam|clam|antivirus|milter|sasl|nis_enabled'; }
  have getsebool && save mac/selinux_booleans_mail.txt 'getsebool -a, those on mail' selinux_switches
  selinux_ports() { for_a_while semanage port -l | grep -E '^(smtp|pop|sieve|mail|spamd|milter|clamd|postgrey|lmtp)'; }
  have semanage && save mac/selinux_ports.txt 'semanage port -l' selinux_ports
fi
if have aa-status || have apparmor_status || [ -d /sys/kernel/security/apparmor ]; then
  apparmor_status_tool=$(first_that_is_there aa-status apparmor_status) &&
    save mac/apparmor_status.txt 'aa-status' "$apparmor_status_tool"
  save mac/apparmor_enforcement.txt 'profiles of mail software' apparmor_profiles
  save mac/apparmor_violations.txt 'violations of mail software' denials 'apparmor="(DENIED|ALLOWED)"'
fi

# ---------------------------------------------------------------------------------------------
# Logs: how they are kept, and numbers from them

journal_of_mail() {
  for_a_while journalctl --since "-${JOURNAL_DAYS}d" --no-pager -o short \
    _COMM=smtpd + _COMM=qmgr + _COMM=cleanup + _COMM=smtp + _COMM=exim4 + _COMM=exim + _COMM=dovecot + _COMM=auth + _COMM=imap-login + _COMM=pop3-login 2>/dev/null |
    grep -v '^-- '
}

# Counts everything in one pass over the log.
count_events() {
  awk '
    { total++ }
    /reject:/ { reject++ }
    /warning:/ { warning++ }
    /error:/ { error++ }
    /fatal:/ { fatal++ }
    /panic:/ { panic++ }
    tolower($0) ~ /timeout|timed out/ { late++ }
    /Relay access denied|relay not permitted/ { relay++ }
    /SASL.*authentication failed/ { sasl++ }
    tolower($0) ~ /(tls|ssl).*error/ { tls++ }
    / rejected / { rejected++ }
    /authenticator failed/ { authenticator++ }
    /dovecot.*(auth failed|authentication failure)|(imap|pop3|managesieve|submission)-login:.*auth failed/ { dovecot_failed++ }
    /(imap|pop3|managesieve|submission)-login: (Info: )?Login/ { login++ }
    /imap-login: (Info: )?Login/ { imap_login++ }
    /pop3-login: (Info: )?Login/ { pop3_login++ }
    /dovecot.*(Error|Fatal|Panic)/ { dovecot_error++ }
    END {
      print "total_lines_processed: " total + 0
      print "reject_count: " reject + 0
      print "rejected_count: " rejected + 0
      print "warning_count: " warning + 0
      print "error_count: " error + 0
      print "fatal_count: " fatal + 0
      print "panic_count: " panic + 0
      print "timeout_count: " late + 0
      print "relay_denied_count: " relay + 0
      print "sasl_auth_failed_count: " sasl + 0
      print "authenticator_failed_count: " authenticator + 0
      print "dovecot_auth_failed_count: " dovecot_failed + 0
      print "login_count: " login + 0
      print "imap_login_count: " imap_login + 0
      print "pop3_login_count: " pop3_login + 0
      print "dovecot_error_count: " dovecot_error + 0
      print "tls_error_count: " tls + 0
    }' "$1"
}

event_statistics() {
  echo "mail_log: ${MAIL_LOG:-none}"
  [ -z "$MAIL_LOG" ] || while IFS= read -r part; do
    echo "log_file: $part $(described "$part")"
  done <"$BASE/series"
  count_events "$BASE/maillog"
  echo '## the last severe errors'
  grep -E '(fatal|panic|error):|(Error|Fatal|Panic):' "$BASE/maillog" | tail -n 20 | without_people | sed 's/^/  /'
  if have fail2ban-client; then
    echo '## fail2ban'
    fail2ban_log=$(first_log /var/log/fail2ban.log)
    if [ -n "$fail2ban_log" ]; then
      log_series "$fail2ban_log" | awk '/ Ban / { ban++ } / Unban / { unban++ } END { print "ban_count: " ban + 0; print "unban_count: " unban + 0 }'
    fi
  fi
  return 0
}

failed_logins() {
  grep -iE 'SASL.*authentication failed|authenticator failed|auth failed|authentication failure' "$BASE/maillog" >"$BASE/failed"
  echo "failed_logins: $(wc -l <"$BASE/failed")"
  echo '## addresses, the most frequent 30'
  grep -oE '(\[|rip=)[0-9a-fA-F.:]+' "$BASE/failed" | sed 's/^\[//; s/^rip=//' | grep -E '[.:]' | sort | uniq -c | sort -rn | head -n 30
  echo '## by day'
  grep -oE '^([A-Za-z]+ [ 0-9][0-9]|[0-9]+-[0-9][0-9]-[0-9][0-9])' "$BASE/failed" | uniq -c | tail -n 30
  return 0
}

log_rotation() {
  for part in /etc/logrotate.conf /etc/logrotate.d/*; do
    [ -r "$part" ] || continue
    case ${part##*/} in
      *.conf | rsyslog | syslog* | exim* | dovecot* | cyrus* | mail* | postfix* | fail2ban | rspamd | clamav*) shown "$part" ;;
      *) grep -qE '/var/log/(mail|maillog|syslog|dovecot|exim)' "$part" && shown "$part" ;;
    esac
  done
  shown /etc/systemd/journald.conf /etc/systemd/journald.conf.d/*.conf
  echo '## journal'
  have journalctl && journalctl --disk-usage 2>/dev/null
  [ -d /var/log/journal ] && echo 'journal_storage: persistent'
  [ -f /var/lib/logrotate/status ] && echo "last_rotation: $(described /var/lib/logrotate/status)"
  have systemctl && systemctl list-timers --all --no-legend --no-pager 2>/dev/null | grep logrotate
  # shellcheck disable=SC2012 # log files have plain names
  ls -l /var/log/mail* /var/log/exim4 /var/log/dovecot* 2>/dev/null
  return 0
}

log_forwarding() {
  for part in /etc/rsyslog.conf /etc/rsyslog.d/*.conf; do
    [ -r "$part" ] && grep -nHE '^[^#]*(@|omfwd|omrelp|target=|mail\.|\*\.\*|imjournal|imuxsock)' "$part"
  done
  [ -r /etc/syslog-ng/syslog-ng.conf ] && grep -nHE '^[^#]*(destination|network|syslog)' /etc/syslog-ng/syslog-ng.conf /etc/syslog-ng/conf.d/*.conf 2>/dev/null
  shown /etc/systemd/journal-upload.conf
  status_of rsyslog syslog-ng systemd-journald systemd-journal-upload filebeat promtail fluent-bit vector -- rsyslogd syslog-ng systemd-journal filebeat promtail fluent-bit vector
  return 0
}

progress logs
MAIL_LOG=$(first_log /var/log/mail.log /var/log/maillog /var/log/mail/mail.log /var/log/exim4/mainlog /var/log/exim/main.log)
: >"$BASE/series"
if [ -n "$MAIL_LOG" ]; then
  log_series "$MAIL_LOG" >"$BASE/maillog"
elif have journalctl; then
  MAIL_LOG=journal
  journal_of_mail >"$BASE/maillog"
else
  : >"$BASE/maillog"
fi
dovecot_log=$(first_log /var/log/dovecot.log /var/log/dovecot/dovecot.log)
[ -z "$dovecot_log" ] || log_series "$dovecot_log" >>"$BASE/maillog"
exim_log=$(first_log /var/log/exim4/mainlog /var/log/exim/main.log)
[ -z "$exim_log" ] || [ "$exim_log" = "$MAIL_LOG" ] || log_series "$exim_log" >>"$BASE/maillog"
save logs/critical_events_stats.txt "numbers from the mail log, the last $LOG_FILES files of it" event_statistics
save logs/top_failed_auth_ips.txt 'failed logins in the mail log' failed_logins
save logs/rotation.txt 'rotation of logs' log_rotation
save logs/forwarding.txt 'where logs go' log_forwarding

# ---------------------------------------------------------------------------------------------
# The archive

{
  echo "Files: $(find "$WORK" -type f | wc -l)"
  echo "Ended: $(now)"
} >>"$WORK/00_summary.txt"

ARCHIVE="$OUTPUT/$NAME.tar.gz"
# Never over a file that is there, nor through a link that somebody laid in its place.
(
  set -C
  cd "$BASE" || exit 1
  tar -cf archive.tar "$NAME" && gzip -c archive.tar >"$ARCHIVE"
) || { echo "mxray-collect: cannot write $ARCHIVE" >&2; exit 1; }
printf '%s\n' "$ARCHIVE"
