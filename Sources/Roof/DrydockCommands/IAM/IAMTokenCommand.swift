import AWSProtocols
package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock iam token`: a web identity token, as the world's own issuer makes it.
package struct IAMTokenCommand: DrydockVerb {
    package enum Algorithm: String, ExpressibleByArgument, CaseIterable, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    package static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Print a web identity token of one of the world's OIDC issuers.",
        discussion: """
            The token goes to AssumeRoleWithWebIdentity, or into the file that AWS_WEB_IDENTITY_TOKEN_FILE names, with its line \
            end or without. Where STS does not accept one, drydock explain says which check it did not pass.
            """
    )

    @Argument(help: "The issuer, such as https://token.actions.githubusercontent.com.")
    package var issuer: String

    @Option(help: ArgumentHelp("Whom the token is about: the claim sub.", valueName: "TEXT"))
    package var subject: String

    @Option(help: ArgumentHelp("Whom it is for: the claim aud.", valueName: "TEXT"))
    package var audience = MakeWebIdentityToken.standardAudience

    @Option(help: ArgumentHelp("A further claim; its value is JSON, or else a text.", valueName: "NAME=VALUE"))
    package var claim: [String] = []

    @Option(help: "How it is signed.")
    package var algorithm = Algorithm.rs256

    @Option(help: ArgumentHelp("How long it is good for.", valueName: "SECONDS"))
    package var lifetime = MakeWebIdentityToken.standardLifetime

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let lifetimes = MakeWebIdentityToken.lifetimes
        guard lifetimes.contains(lifetime) else {
            throw UsageError(
                description: "--lifetime \(lifetime) is out of range; give \(lifetimes.lowerBound) to "
                    + "\(lifetimes.upperBound) seconds"
            )
        }
        let claims = try KeyValue.pairs(claim).mapValues { text in
            (try? JSONValue.parse(Array(text.utf8))) ?? .string(text)
        }
        let verb = MakeWebIdentityToken(
            issuer: issuer,
            subject: subject,
            audience: audience,
            claims: claims,
            algorithm: algorithm.rawValue,
            lifetime: lifetime
        )
        terminal.echo(try await context.control(at: target.endpoint).call(verb).token)
    }
}
