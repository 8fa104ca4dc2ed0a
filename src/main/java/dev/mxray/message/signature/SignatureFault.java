package dev.mxray.message.signature;

/** Why a signature field cannot be used. */
final class SignatureFault extends Exception {
  private static final long serialVersionUID = 1;

  SignatureFault(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
