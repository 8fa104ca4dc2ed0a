package dev.mxray.message.signature;

import dev.mxray.text.Sentence;

/** Why a signature field cannot be used. */
final class SignatureFault extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Sentence told;

  SignatureFault(Sentence told) {
    super(told.toString(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.told = told;
  }

  Sentence told() {
    return told;
  }
}
