/// One of the parts into which a run is divided, each for a machine of its own.
package struct Shard: Sendable, Equatable {
    /// Counted from 1.
    package let index: Int
    package let count: Int

    /// - Returns: nil where there is no such part.
    package init?(index: Int, of count: Int) {
        guard count >= 1, (1...count).contains(index) else { return nil }
        self.index = index
        self.count = count
    }

    /// What an option says: `2/4`, or `auto` and `auto/4` for what the machine's variables say.
    ///
    /// - Throws: ``OptionProblem``.
    package init(option text: String, variables: [String: String]) throws(OptionProblem) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.first == "auto", parts.count <= 2 {
            let count = parts.count == 2 ? Int(parts[1]) : nil
            guard parts.count == 1 || count != nil else { throw Self.malformed(text) }
            self = try ShardVariables.shard(in: variables, count: count)
            return
        }
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]),
            let shard = Shard(index: index, of: count)
        else { throw Self.malformed(text) }
        self = shard
    }

    private static func malformed(_ text: String) -> OptionProblem {
        OptionProblem("--shard \(text) is not a part of a run: write 1/4 to 4/4, or auto")
    }

    /// To which shard each entry belongs, counted from 1, so that all shards take about as long: the same on every machine
    /// that has the same numbers.
    ///
    /// - Parameter seconds: how long each took before; nil where that is not known, which counts as the mean of the others.
    package func shares(_ seconds: [Double?]) -> [Int] {
        let known = seconds.compactMap(\.self)
        let mean = known.isEmpty ? 1 : max(known.reduce(0, +) / Double(known.count), 0.001)
        let weights = seconds.map { $0 ?? mean }
        var loads = Array(repeating: 0.0, count: count)
        var shares = Array(repeating: 1, count: seconds.count)
        // The longest first, each where there is least to do.
        for place in weights.indices.sorted(by: { (-weights[$0], $0) < (-weights[$1], $1) }) {
            let least = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            shares[place] = least + 1
            loads[least] += weights[place]
        }
        return shares
    }
}

/// What is wrong with an option, in one line.
package struct OptionProblem: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
