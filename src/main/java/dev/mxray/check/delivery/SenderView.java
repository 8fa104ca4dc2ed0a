package dev.mxray.check.delivery;

import java.util.Optional;

/**
 * What one kind of sender has been told of an exchange by an MTA-STS policy.
 *
 * @param enforced a policy in enforce mode holds for the domain; empty when that is not known
 * @param covered it names the exchange
 */
public record SenderView(Optional<Boolean> enforced, boolean covered) {}
