import Foundation
import Subprocess
import SystemPackage

/// A type that a compiled module looks up when it is first used, by its mangled name.
struct TypeReference {
    /// A class that stands as an argument of a generic type.
    struct ClassArgument: Hashable, CustomStringConvertible {
        /// The generic type, without its arguments, and the argument's position from 0.
        let place: String
        /// The class as it is written, with its own arguments if it has some.
        let name: String
        /// Whether the class has arguments of its own.
        let isGeneric: Bool

        var description: String { "\(name) as an argument of \(place)" }
    }

    let tree: DemangledNode

    /// Every class that is an argument of a generic type, at any depth.
    var classArguments: [ClassArgument] { tree.classArguments }

    /// Reads mangled symbols as `swift demangle` shows them.
    static func demangled(_ symbols: [String]) async throws -> [TypeReference] {
        var references: [TypeReference] = []
        var rest = symbols[...]
        // As many as surely fit into one command line.
        while !rest.isEmpty {
            let result = try await Subprocess.run(
                .name("swift"),
                arguments: Arguments(["demangle", "--tree-only"] + rest.prefix(200)),
                output: .string(limit: 64 << 20),
                error: .discarded
            )
            // A line that names the symbol, and then its tree.
            references += result.standardOutput.split(separator: "\n").split { $0.hasPrefix("Demangling for ") }
                .compactMap(DemangledNode.init).map(TypeReference.init)
            rest = rest.dropFirst(200)
        }
        return references
    }

    /// The symbols in the object files of a module that end so: `MD` and `MR` are of types that are looked up by name,
    /// and `Ml` of types that are not complete before they are first used.
    static func symbols(of module: String, in folder: URL, ending suffixes: [String]) async throws -> Set<String> {
        let build = folder.appending(path: "\(module).build")
        let objects = (FileManager.default.enumerator(at: build, includingPropertiesForKeys: nil)?.allObjects ?? [])
            .compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(".o") }
        guard !objects.isEmpty else { return [] }
        // Of a hundred symbols one is wanted.
        let wanted = "^[$]s.*(\(suffixes.joined(separator: "|")))$"
        let result = try await Subprocess.run(
            .name("sh"),
            arguments: Arguments(["-c", "nm --format=just-symbols \"$@\" | grep -E '\(wanted)'", "sh"] + objects),
            output: .string(limit: 64 << 20),
            error: .discarded
        )
        return Set(result.standardOutput.split(separator: "\n").map(String.init))
    }
}

/// A node of a demangled name.
struct DemangledNode {
    let kind: Substring
    let text: Substring?
    let children: [DemangledNode]

    /// Reads lines such as `    kind=Identifier, text="Optional"`, two more blanks for each level; nil without any.
    init?(_ lines: ArraySlice<Substring>) {
        guard !lines.isEmpty else { return nil }
        var rest = lines
        self.init(&rest, depth: 0)
    }

    private init(_ lines: inout ArraySlice<Substring>, depth: Int) {
        let line = lines.removeFirst().drop { $0 == " " }.dropFirst("kind=".count)
        kind = line.prefix { $0 != "," }
        let parts = line.split(separator: "\"", maxSplits: 1)
        text = parts.count > 1 ? parts[1].dropLast() : nil
        var children: [DemangledNode] = []
        while let next = lines.first, next.prefix(while: { $0 == " " }).count / 2 > depth {
            children.append(DemangledNode(&lines, depth: depth + 1))
        }
        self.children = children
    }

    /// The type as it is written.
    var name: String {
        switch kind {
        case "BoundGenericClass", "BoundGenericStructure", "BoundGenericEnum":
            "\(children[0].name)<\(children[1].children.map(\.name).joined(separator: ", "))>"
        case "Module", "Identifier":
            String(text ?? "")
        case "PrivateDeclName":
            children.last?.name ?? ""
        default:
            children.map(\.name).joined(separator: ".")
        }
    }

    fileprivate var classArguments: [TypeReference.ClassArgument] {
        var found = children.flatMap(\.classArguments)
        guard kind.hasPrefix("BoundGeneric"), children.count > 1 else { return found }
        for (position, argument) in children[1].children.enumerated() {
            guard let type = argument.children.first, ["BoundGenericClass", "Class"].contains(type.kind) else {
                continue
            }
            found.append(
                TypeReference.ClassArgument(
                    place: "\(children[0].name) \(position)",
                    name: type.name,
                    isGeneric: type.kind == "BoundGenericClass"
                )
            )
        }
        return found
    }
}
