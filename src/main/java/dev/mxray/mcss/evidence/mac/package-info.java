/** SELinux and AppArmor, and the controls about them. */
@NullMarked
package dev.mxray.mcss.evidence.mac;

import org.jspecify.annotations.NullMarked;
