import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("ECR's repositories")
struct RepositoryTests {
    @Test("are created with AWS's defaults")
    func create() async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr("CreateRepository", #"{"repositoryName":"team/web"}"#)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/x-amz-json-1.1")
        #expect(answer.requestID.count == 36)
        #expect(
            try answer.json() == [
                "repository": [
                    "repositoryArn": "arn:aws:ecr:us-east-1:123456789012:repository/team/web",
                    "registryId": "123456789012",
                    "repositoryName": "team/web",
                    "repositoryUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/web",
                    "createdAt": .number(1_772_366_400),
                    "imageTagMutability": "MUTABLE",
                    "imageScanningConfiguration": ["scanOnPush": false],
                    "encryptionConfiguration": ["encryptionType": "AES256"],
                ]
            ]
        )
        #expect(answer.body.contains(#""createdAt":1.7723664E9"#))
        #expect(
            try await bench.ecr("CreateRepository", #"{"repositoryName":"team/web"}"#).ecrError
                == refusal(
                    400,
                    "RepositoryAlreadyExistsException",
                    "The repository with name 'team/web' already exists in the registry with id '123456789012'"
                )
        )
    }

    @Test("keep the settings that they are created with")
    func settings() async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr(
            "CreateRepository",
            """
            {"repositoryName":"kept","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION",
             "imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}],
             "imageScanningConfiguration":{"scanOnPush":true},"encryptionConfiguration":{"encryptionType":"KMS"},
             "tags":[{"Key":"team","Value":"web"}],"unknownMember":[1,2],"registryId":null}
            """
        )
        let repository = try answer.json()["repository"]
        #expect(repository?["imageTagMutability"] == "IMMUTABLE_WITH_EXCLUSION")
        #expect(
            repository?["imageTagMutabilityExclusionFilters"] == [["filterType": "WILDCARD", "filter": "dev-*"]]
        )
        #expect(repository?["imageScanningConfiguration"] == ["scanOnPush": true])
        let key = repository?["encryptionConfiguration"]?["kmsKey"]?.string
        #expect(key?.hasPrefix("arn:aws:kms:us-east-1:123456789012:key/") == true)
        let described = try await bench.ecr("DescribeRepositories", #"{"repositoryNames":["kept"]}"#)
        #expect(try described.json()["repositories"]?.array?.first == repository)
    }

    @Test(
        "are not created from settings that AWS refuses",
        arguments: [
            (#""repositoryName":"A""#, "repositoryName", "must have length greater than or equal to 2"),
            (
                #""repositoryName":"Team/Web""#, "repositoryName",
                "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"
            ),
            (
                #""repositoryName":"a/../b""#, "repositoryName",
                "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"
            ),
            (
                "\"repositoryName\":\"\(String(repeating: "a", count: 257))\"", "repositoryName",
                "must have length less than or equal to 256"
            ),
            (#""tags":[]"#, "repositoryName", "must not be null"),
            (#""repositoryName":"ok","registryId":"12""#, "registryId", "must satisfy regular expression [0-9]{12}"),
            (
                #""repositoryName":"ok","imageTagMutability":"SOMETIMES""#, "imageTagMutability",
                "Member must satisfy enum value set: [IMMUTABLE, MUTABLE, IMMUTABLE_WITH_EXCLUSION, MUTABLE_WITH_EXCLUSION]"
            ),
            (
                #""repositoryName":"ok","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION""#,
                "imageTagMutabilityExclusionFilters",
                "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION"
            ),
            (
                #""repositoryName":"ok","encryptionConfiguration":{"encryptionType":"ROT13"}"#,
                "encryptionConfiguration.encryptionType", "Member must satisfy enum value set: [AES256, KMS, KMS_DSSE]"
            ),
        ]
    )
    func refusedSettings(members: String, member: String, rule: String) async throws {
        let bench = try TestBench()
        #expect(
            try await bench.ecr("CreateRepository", "{\(members)}").ecrError
                == refusal(
                    400,
                    "InvalidParameterException",
                    "Invalid parameter at '\(member)' failed to satisfy constraint: '\(rule)'"
                )
        )
        #expect(try await bench.ecr("DescribeRepositories").json()["repositories"]?.array?.count == 1)
    }

    @Test(
        "are not created with tags that AWS refuses",
        arguments: [
            (#"[{"Key":"aws:x","Value":"y"}]"#, "InvalidTagParameterException"),
            (#"[{"Key":"","Value":"y"}]"#, "InvalidTagParameterException"),
            (#"[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]"#, "InvalidTagParameterException"),
            (
                "[" + (0...50).map { #"{"Key":"k\#($0)","Value":""}"# }.joined(separator: ",") + "]",
                "TooManyTagsException"
            ),
            (#"[{"Value":"y"}]"#, "InvalidParameterException"), (#"["x"]"#, "SerializationException"),
        ]
    )
    func refusedTags(tags: String, code: String) async throws {
        let bench = try TestBench()
        let error = try await bench.ecr("CreateRepository", #"{"repositoryName":"ok","tags":\#(tags)}"#).ecrError
        #expect(error.code == code)
        #expect(error.status == 400)
    }

    @Test("are deleted, and the answer leaves out scanning and encryption")
    func delete() async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr("DeleteRepository", #"{"repositoryName":"app","force":true}"#)
        let members = try answer.json()["repository"]?.object?.keys.sorted()
        #expect(
            members == [
                "createdAt", "imageTagMutability", "registryId", "repositoryArn", "repositoryName", "repositoryUri",
            ]
        )
        #expect(
            try await bench.ecr("DeleteRepository", #"{"repositoryName":"app"}"#).ecrError
                == refusal(
                    400,
                    "RepositoryNotFoundException",
                    "The repository with name 'app' does not exist in the registry with id '123456789012'"
                )
        )
    }

    @Test("belong to a region")
    func regions() async throws {
        let bench = try TestBench()
        let host = "api.ecr.eu-central-1.amazonaws.com"
        let answer = try await bench.ecr("DescribeRepositories", host: host, region: "eu-central-1")
        #expect(try answer.json() == ["repositories": []])
        let create = #"{"repositoryName":"app"}"#
        let created = try await bench.ecr("CreateRepository", create, host: host, region: "eu-central-1")
        #expect(
            try created.json()["repository"]?["repositoryUri"] == "123456789012.dkr.ecr.eu-central-1.amazonaws.com/app"
        )
    }

    @Test("are described page by page, in the order of their names")
    func paging() async throws {
        let bench = try TestBench()
        for number in 1...4 { _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"r\#(number)"}"#) }
        var names: [String] = []
        var token: String?
        repeat {
            let next = token.map { #","nextToken":"\#($0)""# } ?? ""
            let page = try await bench.ecr("DescribeRepositories", #"{"maxResults":2\#(next)}"#).json()
            let found = page["repositories"]?.array?.compactMap { $0["repositoryName"]?.string } ?? []
            #expect((1...2).contains(found.count))
            names += found
            token = page["nextToken"]?.string
        } while token != nil && names.count < 10
        #expect(names == ["app", "r1", "r2", "r3", "r4"])
        #expect(try await bench.ecr("DescribeRepositories", #"{"maxResults":5}"#).json()["nextToken"] == nil)
    }

    @Test("a page's token is good for its own registry only, and must be whole")
    func pageTokens() async throws {
        let bench = try TestBench()
        _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"web"}"#)
        let page = try await bench.ecr("DescribeRepositories", #"{"maxResults":1}"#).json()
        let token = try #require(page["nextToken"]?.string)
        let invalid = "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'"
        for text in ["garbage", "", String(token.dropLast(4)), token + token] {
            #expect(
                try await bench.ecr("DescribeRepositories", #"{"nextToken":"\#(text)"}"#).ecrError
                    == refusal(400, "InvalidParameterException", invalid)
            )
        }
        let elsewhere = try await bench.ecr(
            "DescribeRepositories",
            #"{"nextToken":"\#(token)"}"#,
            as: TestBench.mallory
        )
        #expect(elsewhere.ecrError.message == invalid)
    }

    @Test("are described by name, all or none")
    func byName() async throws {
        let bench = try TestBench()
        #expect(
            try await bench.ecr("DescribeRepositories", #"{"repositoryNames":["app","gone","lost"]}"#).ecrError
                == refusal(
                    400,
                    "RepositoryNotFoundException",
                    "The repository with name 'gone' does not exist in the registry with id '123456789012'"
                )
        )
    }

    @Test(
        "limits of a page are AWS's",
        arguments: [
            ("0", "Member must have value greater than or equal to 1"),
            ("-1", "Member must have value greater than or equal to 1"),
            ("1001", "Member must have value less than or equal to 1000"),
            ("2147483647", "Member must have value less than or equal to 1000"),
        ]
    )
    func maxResults(number: String, rule: String) async throws {
        let bench = try TestBench()
        #expect(
            try await bench.ecr("DescribeRepositories", #"{"maxResults":\#(number)}"#).ecrError
                == refusal(
                    400,
                    "InvalidParameterException",
                    "Invalid parameter at 'maxResults' failed to satisfy constraint: '\(rule)'"
                )
        )
    }

    @Test(
        "members of another type are a SerializationException",
        arguments: [
            #"{"maxResults":2147483648}"#, #"{"maxResults":9223372036854775808}"#, #"{"maxResults":1e400}"#,
            #"{"maxResults":1.5}"#, #"{"maxResults":"1"}"#, #"{"maxResults":"٣"}"#, #"{"maxResults":[1]}"#,
            #"{"maxResults":true}"#, #"{"repositoryNames":"app"}"#, #"{"repositoryNames":[1]}"#,
            #"{"repositoryNames":{"a":1}}"#, #"{"registryId":123456789012}"#, "[]", "1", "null", "{", "\u{0}", "{}{}",
            String(repeating: "[", count: 100_000),
        ]
    )
    func types(body: String) async throws {
        let bench = try TestBench()
        let error = try await bench.ecr("DescribeRepositories", body).ecrError
        #expect(error.status == 400)
        #expect(error.code == "SerializationException")
    }

    @Test("names and pages do not mix")
    func mixed() async throws {
        let bench = try TestBench()
        let error = try await bench.ecr("DescribeRepositories", #"{"repositoryNames":["app"],"maxResults":1}"#).ecrError
        #expect(error.code == "InvalidParameterException")
    }

    @Test("an empty body is an empty input")
    func emptyBody() async throws {
        let bench = try TestBench()
        #expect(try await bench.ecr("DescribeRepositories", "").status == 200)
    }

    @Test("DescribeRegistry names the caller's registry")
    func registry() async throws {
        let bench = try TestBench()
        #expect(
            try await bench.ecr("DescribeRegistry").body
                == #"{"registryId":"123456789012","replicationConfiguration":{"rules":[]}}"#
        )
    }
}
