/**
 * What the program says of its own in sentences, apart from the language in which it is said. Rooms
 * that reach a conclusion name the sentence and its values; the exit that prints it has the words.
 */
@NullMarked
package dev.mxray.text;

import org.jspecify.annotations.NullMarked;
