import CurlHTTP
import Determinism

/// botocore's standard retry mode: which failures are worth another attempt, and how long to wait for it.
struct RetryPolicy {
    /// Attempts in all, the first included.
    let maxAttempts: Int

    private static let transientCodes: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete",
    ]
    private static let throttlingCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]
    private static let transientStatuses: Set<Int> = [500, 502, 503, 504]

    /// Whether a service's error is worth another attempt.
    func isRetryable(code: String, status: Int) -> Bool {
        RetryPolicy.transientStatuses.contains(status) || RetryPolicy.transientCodes.contains(code)
            || RetryPolicy.throttlingCodes.contains(code)
    }

    /// Whether a missing answer is worth another attempt.
    func isRetryable(_ error: TransportError) -> Bool {
        switch error.kind {
        case .resolve, .connect, .connectTimeout, .timeout, .tls, .proxy, .proxyRefused, .closed: true
        case .bodyTooLarge, .cancelled, .shutDown, .other: false
        }
    }

    /// Seconds to wait after the attempt of that number, counted from 1: a random part of 1, 2, 4 … up to 20.
    func delay(afterAttempt attempt: Int, using random: inout RandomStream) -> Double {
        let ceiling = min(20, Double(1 << min(max(attempt - 1, 0), 5)))
        return Double.random(in: 0..<1, using: &random) * ceiling
    }
}
