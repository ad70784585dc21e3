import Foundation
import Testing

@Suite("Descriptions of service connector types")
struct TypeDocumentTests {
    @Test("name every part of a type where all is asked for")
    func detailed() async throws {
        let home = try CommandHome()
        let result = await home.zenml("service-connector list-types -t aws -d", width: 100)
        #expect(result.status == 0)
        let headings = ["🔶 AWS Service Connector (connector", "🐳 AWS ECR container registry (", "🔒 AWS IAM Role (auth"]
        for heading in headings { #expect(result.output.contains(heading)) }
        #expect(result.output.split(separator: "\n").allSatisfy { !$0.contains("{string") || $0.hasPrefix(" • ") })
    }

    @Test("are data for programs, as JSON and as YAML")
    func data() async throws {
        struct Method: Decodable {
            struct Attribute: Decodable {
                let name: String
                let secret: Bool
                let required: Bool
            }
            let auth_method: String
            let session_seconds: [String: Int?]?
            let attributes: [Attribute]
        }
        struct ConnectorType: Decodable {
            let type: String
            let auth_methods: [Method]
        }
        let home = try CommandHome()
        let method = await home.zenml("service-connector describe-type aws -a iam-role --output json")
        let decoded = try JSONDecoder().decode(Method.self, from: Data(method.output.utf8))
        #expect(decoded.auth_method == "iam-role")
        #expect(decoded.attributes.filter(\.required).count == 4)
        #expect(decoded.attributes.filter(\.secret).map(\.name) == ["aws_access_key_id", "aws_secret_access_key"])
        let types = await home.zenml("service-connector list-types -d --output json")
        let all = try JSONDecoder().decode([ConnectorType].self, from: Data(types.output.utf8))
        #expect(all.map(\.type) == ["docker", "aws", "kubernetes"])
        #expect(all.map(\.auth_methods.count) == [1, 6, 2])
        let resource = await home.zenml("service-connector describe-type aws -r s3-bucket --output yaml")
        #expect(resource.output.contains("\nresource_type: \"s3-bucket\"\n"))
        #expect(resource.output.contains("\nsupports_instances: true\n"))
    }
}
