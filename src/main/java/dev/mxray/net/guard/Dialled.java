package dev.mxray.net.guard;

import dev.mxray.observe.Ending;
import dev.mxray.text.Sentence;
import io.netty.channel.Channel;

/** What came of dialling an address. */
public sealed interface Dialled {

  /**
   * The connection is open; its place in the budget is given back when the channel closes.
   *
   * @param place knows whether others were connected to the address in the meantime
   */
  record Connected(Channel channel, ConnectionBudget.Place place) implements Dialled {}

  /**
   * There is no connection.
   *
   * @param how why
   * @param told the same for people
   */
  record NotConnected(Ending.How how, Sentence told) implements Dialled {
    /** The same in English. */
    public String words() {
      return told.toString();
    }
  }
}
