package import AWSProtocols

/// What an operation of STS answers.
package typealias STSResult = QueryResult
