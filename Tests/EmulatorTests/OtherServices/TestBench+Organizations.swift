import AWSProtocols
import Foundation

extension TestBench {
    /// Calls AWS Organizations with a JSON body, signed.
    func organizations(
        _ operation: String,
        _ body: JSONValue = [:],
        as credentials: Credentials = alice,
        host: String = "organizations.us-east-1.amazonaws.com"
    ) async throws -> Answer {
        try await send(
            "POST",
            "/",
            host: host,
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "AWSOrganizationsV20161128.\(operation)"),
            ],
            body: String(decoding: body.serialized(), as: UTF8.self),
            signedBy: (credentials, "us-east-1", "organizations")
        )
    }

    /// Makes an account in the organization.
    ///
    /// - Returns: its number.
    func createAccount(_ name: String, as credentials: Credentials = alice) async throws -> String {
        let body: JSONValue = ["AccountName": .string(name), "Email": .string("\(name)@example.com")]
        let answer = try await organizations("CreateAccount", body, as: credentials)
        return try answer.json()["CreateAccountStatus"]?["AccountId"]?.string ?? answer.body
    }

    /// The session of the role that the management account has in an account that it made.
    func access(_ account: String, as credentials: Credentials = alice) async throws -> Credentials {
        try await assume("arn:aws:iam::\(account):role/OrganizationAccountAccessRole", as: credentials).credentials()
    }
}
