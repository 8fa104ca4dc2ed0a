/** File systems and quotas of a mail host, and the controls about them. */
@NullMarked
package dev.mxray.mcss.evidence.storage;

import org.jspecify.annotations.NullMarked;
