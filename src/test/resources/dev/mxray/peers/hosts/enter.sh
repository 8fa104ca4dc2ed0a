# Runs in namespaces of its own: lays a host over this machine, sets it up, and collects.
# enter.sh LAYER WORK SETUP COLLECTOR
set -e
layer=$1 work=$2 setup=$3 collector=$4
mount -t tmpfs -o mode=755 tmpfs "$work/lay"
cd "$work/lay"
mkdir root
mount -t tmpfs -o mode=755 tmpfs root
# A root of its own, with the layer over the folders of the machine that packages live in.
for one in /bin /sbin /lib /lib32 /lib64 /libx32; do [ -L "$one" ] && cp -P "$one" root/; done
for one in usr etc var/lib var/spool; do
  mkdir -p "root/$one" "upper/$one" "work/$one"
  lower=/$one
  [ ! -d "$layer/$one" ] || lower=$layer/$one:$lower
  mount -t overlay overlay -o "lowerdir=$lower,upperdir=upper/$one,workdir=work/$one" "root/$one"
done
cd root
mkdir -p proc sys dev run tmp root home var/cache var/log var/mail var/tmp
ln -s /run var/run
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs dev
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
ln -s /proc/self/fd dev/fd
mkdir dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir tmp/out tmp/set
mount --bind "$work/out" tmp/out
cp "$setup" tmp/set/setup.sh
cp "$collector" tmp/set/collect.sh
ip link set lo up 2>/dev/null || ifconfig lo 127.0.0.1 up 2>/dev/null || true
hostname mail.example.org
chroot . /bin/sh /tmp/set/setup.sh >"$work/setup.log" 2>&1
# What it is afterwards has to be what it was before.
# Running services write where they always do; the overlay's folders follow them.
running=
[ ! -d run/rspamd ] || running='|rspamd'
listing() { chroot . find /etc /var /usr/local /root /home -printf '%p %y %s %T@ %C@\n' 2>/dev/null | grep -vE "^/var/(log|spool|lib/(postgrey|fail2ban|cyrus$running)[/ ]|lib )" | sort; }
listing >"$work/before"
mkdir "$work/out/root"
chroot . /bin/sh /tmp/set/collect.sh --output /tmp/out/root
listing >"$work/after"
# And without rights, once: it takes its time.
case $setup in
  *postfix-hardened.sh)
    mkdir "$work/out/nobody"
    chmod 1777 "$work/out/nobody"
    chroot . setpriv --reuid=65534 --regid=65534 --clear-groups /bin/sh /tmp/set/collect.sh --output /tmp/out/nobody
    ;;
esac
