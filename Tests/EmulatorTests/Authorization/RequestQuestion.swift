import AWSCore
import IAM

@testable import Emulator

/// Questions for tests that do not look into them.
enum RequestQuestion {
    static func make(account: String) -> AskedQuestion {
        let id = AccountID(digits: account)
        let caller = RequestPrincipal(kind: .user, arn: .iam(.aws, id, "user/x"), account: id)
        return AskedQuestion(
            request: AccessRequest(caller: caller, action: "ecr:PutImage", resource: "*", resourceAccount: id),
            policies: ApplicablePolicies()
        )
    }
}

/// Foundation has another type of this name.
typealias OperationRow = Operation
