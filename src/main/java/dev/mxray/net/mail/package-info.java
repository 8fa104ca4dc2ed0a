/** Conversations with mail servers: lines, replies, and the order in which things are said. */
@NullMarked
package dev.mxray.net.mail;

import org.jspecify.annotations.NullMarked;
