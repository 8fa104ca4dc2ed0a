package dev.mxray.check.tls;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Someone who finds out more about certificates than servers show. */
public interface Outside {
  /** Nobody: everything stays as it is. */
  Outside NOBODY = CompletableFuture::completedFuture;

  /** The same observations with more in them. */
  CompletableFuture<List<TlsObservation>> complete(List<TlsObservation> servers);
}
