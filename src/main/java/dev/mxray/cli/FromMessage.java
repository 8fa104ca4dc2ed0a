package dev.mxray.cli;

import dev.mxray.check.dkim.Selector;
import dev.mxray.domain.Domain;
import dev.mxray.message.Author;
import dev.mxray.message.signature.DkimCheck;
import dev.mxray.message.signature.Signer;
import dev.mxray.message.source.InvalidMessageException;
import dev.mxray.message.source.MessageHeader;
import dev.mxray.message.source.MessageReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message tells about a domain that is to be scanned.
 *
 * @param author the domain of its author; null when it names none
 * @param selectors the selectors of its DKIM signatures, whoever signed
 */
record FromMessage(@Nullable Domain author, List<String> selectors) {

  /** Reads the header of a message. */
  static FromMessage read(String file) throws UsageException {
    try (InputStream in = MessageCommand.open(file)) {
      MessageHeader header = MessageReader.readHeader(in);
      return new FromMessage(
          Author.of(header).domain(),
          DkimCheck.signers(header).stream()
              .map(Signer::selector)
              .filter(Selector::isName)
              .distinct()
              .toList());
    } catch (InvalidMessageException e) {
      throw new UsageException("--from-message: " + file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException("--from-message: '" + file + "' cannot be read");
    }
  }

  /** The author's domain, which is scanned when no other is named. */
  Domain domain() throws UsageException {
    if (author == null) {
      throw new UsageException("--from-message: the message names no author's domain; give one");
    }
    return author;
  }
}
