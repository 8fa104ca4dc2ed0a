package dev.mxray.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for observations that are made at the same time. */
public final class Together {
  private Together() {}

  /**
   * Completes with all results in the order of the list, when the last one is there; exceptionally
   * when one of them does.
   */
  public static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> observations) {
    CompletableFuture<List<T>> all =
        CompletableFuture.completedFuture(new ArrayList<>(observations.size()));
    for (CompletableFuture<T> one : observations) {
      all =
          all.thenCombine(
              one,
              (results, result) -> {
                results.add(result);
                return results;
              });
    }
    return all;
  }
}
