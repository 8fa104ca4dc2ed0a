package dev.mxray.message.signature;

import dev.mxray.check.dkim.DkimRecord;
import dev.mxray.observe.Observed;
import java.util.List;

/**
 * What is published for a selector.
 *
 * @param name the name that was asked
 * @param records its TXT records
 */
record KeyAnswer(String name, Observed<List<DkimRecord>> records) {}
