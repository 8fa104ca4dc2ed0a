/** How changes are told: by mail, to a web server, by a command. Blocks. */
@NullMarked
package dev.mxray.watch.alert;

import org.jspecify.annotations.NullMarked;
