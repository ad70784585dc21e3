import IAM
import TerminalUI

/// What is said of the pages of a ``LeastPrivilegeRun``.
struct LeastPrivilegeReport: Sendable {
    private let proofs: [LeastPrivilegeRun.Proof]
    private let identity: String

    init(_ proofs: [LeastPrivilegeRun.Proof], of identity: String) {
        self.proofs = proofs
        self.identity = identity
    }

    /// 0 where each page passes with its smallest policy, 1 where one does not, 2 where a page or the identity is wrong.
    var exitStatus: Int32 {
        let statuses = proofs.map { proof -> Int32 in
            guard case .failed(let outcome) = proof.verdict else { return 0 }
            return max(1, RunOutcome([outcome]).exitStatus)
        }
        return statuses.max() ?? 0
    }

    var lines: [TerminalReport.Line] {
        proofs.flatMap(lines) + [[StyledText(summary, exitStatus == 0 ? .good : .bad)]]
    }

    private var summary: String {
        let failed = proofs.count { if case .failed = $0.verdict { true } else { false } }
        return "\(CountText.of(proofs.count, "scenario")) with the least privilege of \(identity): "
            + "\(proofs.count - failed) passed, \(failed) failed"
    }

    private func lines(_ proof: LeastPrivilegeRun.Proof) -> [TerminalReport.Line] {
        switch proof.verdict {
        case .failed(let outcome):
            let reason = ReportText.reason(outcome) ?? Self.place(outcome.failures.first)
            return [[StyledText("FAILED   ", .bad), StyledText("\(proof.id): \(reason)")]] + Self.policy(proof.policy)
        case .unused:
            return [[StyledText("unused   ", .good), StyledText("\(proof.id) needs no policy of \(identity)'s")]]
        case .proven:
            let losses = zip(proof.policy.statements, proof.losses).map { statement, step -> TerminalReport.Line in
                [StyledText("    without \(statement.summary) it fails: \(Self.place(step))")]
            }
            let count = CountText.of(proof.policy.statements.count, "statement")
            return [[StyledText("proven   ", .good), StyledText("\(proof.id)"), StyledText(" (\(count))", .faint)]]
                + Self.policy(proof.policy) + losses
        }
    }

    private static func policy(_ policy: LeastPrivilege) -> [TerminalReport.Line] {
        policy.statements.isEmpty ? [] : policy.lines.map { [StyledText("    " + $0)] }
    }

    private static func place(_ step: StepOutcome?) -> String {
        step.map { "\($0.file):\($0.line): $ \($0.written)" } ?? "a step did not end"
    }
}
