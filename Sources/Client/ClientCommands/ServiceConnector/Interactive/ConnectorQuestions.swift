import AWSClient
import ClientStore
import Determinism
import Foundation
import ServiceConnectors
import TerminalUI

/// What a person is asked to register or update a service connector (docs/zenml/connectors.md, "Questions").
struct ConnectorQuestions: Sendable {
    let context: CommandContext
    private var terminal: Terminal { context.terminal }

    /// A name that no other connector has.
    ///
    /// - Parameter kept: the connector that is asked about, where it has a name already.
    func name(default name: String?, of kept: ServiceConnectorRecord? = nil) async throws -> String {
        let title =
            "Please enter a name for the service connector"
            + (kept == nil ? "" : " or press Enter to keep the current name")
        while true {
            let name = try await terminal.ask(.text(title, default: name))
            let id = kept?.id
            let isTaken = try await context.read { reader in
                try reader.serviceConnectors().contains { $0.name == name && $0.id != id }
            }
            guard isTaken else { return name }
            terminal.warning(
                "A service connector with the name '\(name)' already exists. Please choose a different name."
            )
        }
    }

    /// One of a type's resource types; nil for all of them.
    func resourceType(of type: ServiceConnectorType) async throws -> ResourceType? {
        let types = type.resourceTypes
        let names = types.map(\.identifier).joined(separator: ", ")
        if types.count == 1 {
            terminal.echo("Only one resource type is available for this connector (\(names)).")
            return types.first
        }
        let question = Prompt<ResourceType?>(
            "Please select a resource type or leave it empty to create a connector that can be used to access any of the "
                + "supported resource types (\(names)).",
            default: ""
        ) { typed throws(InvalidAnswer) in
            if typed.isEmpty { return nil }
            guard let chosen = types.first(where: { $0.identifier == typed }) else {
                throw .warning(
                    "The entered resource type '\(typed)' is not one of the listed values. Please try again."
                )
            }
            return chosen
        }
        return try await terminal.ask(question)
    }

    /// The resource that a connector is to be for, out of those that it reaches; nil for any of them, and without a
    /// question where there is nothing to choose.
    func resource(of type: ResourceType?, among resources: ConnectorResources) async throws -> String? {
        guard let type, type.hasInstances, case .names(let names) = resources.entries.first?.outcome else { return nil }
        let list = names.map { "\n - " + $0 }.joined()
        let question = Prompt<String?>(
            "The following \(type.name) instances are reachable through this connector:\(list)\n"
                + "Please select one or leave it empty to create a connector that can be used to access any of them",
            default: ""
        ) { typed throws(InvalidAnswer) in
            if typed.isEmpty { return nil }
            guard names.contains(typed) else {
                throw .warning("The selected '\(typed)' value is not one of the listed values. Please try again.")
            }
            return typed
        }
        return try await terminal.ask(question)
    }

    /// How long the sessions of a method last, in seconds; nil, without a question, for a method that makes none.
    ///
    /// - Parameter current: what is set already.
    func sessionSeconds(of method: AuthMethod, current: Int? = nil) async throws -> Int? {
        guard let lifetime = method.lifetime else { return nil }
        let named = { (name: String, seconds: Int) in "\(name): \(seconds) = \(ExpiryText.duration(seconds))" }
        let standard = current ?? lifetime.standard
        let limits = [
            named("min", lifetime.minimum), lifetime.maximum.map { named("max", $0) } ?? "max: unlimited",
            named("default", standard),
        ]
        let question = Prompt<Int>(
            "The authentication method involves generating temporary credentials. Please enter the time that the "
                + "credentials should be valid for, in seconds (\(limits.joined(separator: "; ")))",
            default: String(standard)
        ) { typed throws(InvalidAnswer) in
            let seconds = try Prompt.integer("").answer(to: typed) ?? standard
            guard seconds >= lifetime.minimum else {
                throw .warning(
                    "The expiration time must be at least \(lifetime.minimum) seconds. Please enter a larger value."
                )
            }
            if let maximum = lifetime.maximum, seconds > maximum {
                throw .warning("The expiration time must not exceed \(maximum) seconds. Please enter a smaller value.")
            }
            return seconds
        }
        while true {
            let seconds = try await terminal.ask(question)
            if try await isKept("Credentials will be valid for \(ExpiryText.duration(seconds)).") { return seconds }
        }
    }

    /// When the credentials end; nil for never.
    ///
    /// - Parameter current: what is set already: then it is not asked whether they end at all.
    func expiry(current: Date?) async throws -> Date? {
        if current == nil {
            let areTemporary = try await terminal.ask(
                .confirmation(
                    "Are the credentials you configured temporary? If so, you'll be asked to provide an expiration time in "
                        + "the next step.",
                    default: false
                )
            )
            guard areTemporary else { return nil }
        }
        let clock = context.environment.clock
        let left = { (date: Date) in ExpiryText.duration(max(0, Int(date.timeIntervalSince(clock.now)))) }
        let shown = current.map { " [\(ExpiryText.moment($0)) i.e. in \(left($0))]" } ?? ""
        let question = Prompt<Date>(
            "Please enter the exact UTC date and time when the credentials will expire e.g. '2023-12-31 23:59:59'\(shown)",
            default: current.map(ExpiryText.moment),
            showsDefault: false
        ) { typed throws(InvalidAnswer) in
            let date = try ConnectorQuestions.date(typed, current)
            guard date >= clock.now else {
                throw .warning("The expiration time must be in the future. Please enter a later date and time.")
            }
            return date
        }
        while true {
            let date = try await terminal.ask(question)
            let until = "Credentials will be valid until \(ExpiryText.moment(date)) UTC (i.e. in \(left(date))."
            if try await isKept(until) { return date }
        }
    }

    /// The attributes of a method, one by one.
    ///
    /// - Parameters:
    ///   - stored: the attributes of a connector that is updated, secret ones included; nil for a new connector.
    ///   - showsSecrets: whether secrets are shown, also as they are typed.
    /// - Returns: those that have a value.
    func attributes(
        of method: AuthMethod,
        stored: [String: String]? = nil,
        showsSecrets: Bool
    ) async throws -> [(name: String, value: String)] {
        var attributes: [(name: String, value: String)] = []
        for attribute in method.attributes {
            let old = stored?[attribute.name].flatMap { $0.isEmpty ? nil : $0 }
            var title = "[\(attribute.name)] \(attribute.title) \(attribute.traits)"
            let isHidden = attribute.isSecret && !showsSecrets
            if stored != nil {
                let value = old.map { isHidden ? "[HIDDEN]" : "'\($0)'" }
                terminal.echo(title + (value.map { " is currently set to: \($0)" } ?? " is not currently set"))
                title = "Please enter a new value"
                if old != nil {
                    title += " or press Enter to keep the existing one"
                } else if !attribute.isRequired {
                    title += " or press Enter to skip it"
                }
            }
            let question = Prompt<String>(
                title,
                default: old ?? (attribute.isRequired ? nil : ""),
                showsDefault: false,
                isHidden: isHidden
            ) { $0 }
            let value = try await terminal.ask(question)
            if value == old, !attribute.isRequired {
                let isRemoved = try await terminal.ask(
                    .confirmation(
                        "You left this optional attribute unchanged. Would you like to remove its value instead?",
                        default: false
                    )
                )
                if isRemoved { continue }
            }
            if !value.isEmpty { attributes.append((attribute.name, value)) }
        }
        return attributes
    }

    private func isKept(_ text: String) async throws -> Bool {
        try await terminal.ask(.confirmation(text + " Keep this value?", default: true))
    }

    /// - Parameter current: taken as it is, to the fraction of a second, where it is what stands there.
    private static func date(_ typed: String, _ current: Date?) throws(InvalidAnswer) -> Date {
        if let current, typed == ExpiryText.moment(current) { return current }
        do throws(CommandLineError) {
            if let date = try ParameterTypes.date(typed) { return date }
        } catch {
            throw .error(error.message)
        }
        throw .error("'\(typed)' is not a date.")
    }
}
