// swift-tools-version: 6.2
import PackageDescription

/// Every target builds under the same rules; a warning is an error.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// The parts of the house, each a folder of `Sources`, and each using only what stands before it: the ground, the wings of
/// the emulator and of the client, which do not know each other, and the roof.
func library(_ name: String, in part: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(part)/\(name)", swiftSettings: settings)
}

func ground(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    library(name, in: "Ground", dependencies)
}

func emulator(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    library(name, in: "Emulator", dependencies)
}

func client(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    library(name, in: "Client", dependencies)
}

func roof(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    library(name, in: "Roof", dependencies)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Sources/Roof/\(name)", swiftSettings: settings)
}

func benchmark(_ name: String, _ folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: "Benchmarks/\(folder)",
        swiftSettings: settings
    )
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies + ["TestSupport"],
        exclude: exclude,
        swiftSettings: settings
    )
}

let package = Package(
    name: "drydock",
    products: [
        .executable(name: "drydock", targets: ["drydock"]),
        .executable(name: "zenml", targets: ["zenml"]),
        .library(name: "DrydockTesting", targets: ["DrydockTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // Programs from outside: process groups, time limits, and no descriptor that a child should not have.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The C libraries, and starting programs.
        .systemLibrary(
            name: "COpenSSL",
            path: "Sources/Ground/COpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/Ground/CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        .target(
            name: "CCurl",
            path: "Sources/Client/CCurl",
            linkerSettings: [.linkedLibrary("curl")]
        ),
        .target(name: "CProcess", path: "Sources/Roof/CProcess"),

        // The ground that both wings stand on.
        ground("Determinism"),
        ground("AWSCore"),
        ground("Text", ["AWSCore"]),
        ground("Cryptography", ["Text", "COpenSSL"]),
        ground("CertificateAuthority", ["Cryptography", "COpenSSL"]),
        ground("AWSProtocols", ["AWSCore", "Text"]),
        ground("AWSSignature", ["AWSCore", "Text", "Cryptography"]),
        ground("IAM", ["AWSCore", "AWSProtocols", "Text"]),
        // The JSON of manifests is read as the APIs' is: strictly, and with the order of members kept out of it.
        ground("OCI", ["Cryptography", "AWSProtocols", "AWSCore", "Text"]),
        // What package managers have installed in an image.
        ground("Packages", ["AWSCore", "CZlib"]),

        // The wing of the emulator.
        emulator("Federation", ["AWSCore", "AWSProtocols", "Text", "Cryptography"]),
        emulator(
            "World",
            [
                "Federation", "IAM", "OCI", "Packages", "AWSCore", "AWSProtocols", "Text", "Determinism",
                "Cryptography",
                yams,
            ]
        ),
        emulator("Storage", ["OCI", "AWSCore", grdb]),
        emulator(
            "STSService",
            ["World", "Federation", "IAM", "AWSCore", "AWSProtocols", "Text", "Cryptography", "Determinism"]
        ),
        emulator(
            "IAMService",
            ["World", "Federation", "IAM", "AWSCore", "AWSProtocols", "Text", "Cryptography", "Determinism"]
        ),
        emulator(
            "OrganizationsService",
            ["World", "IAM", "AWSCore", "AWSProtocols", "Cryptography", "Determinism"]
        ),
        // What the ECR API and the registry do alike.
        emulator("Images", ["World", "Storage", "OCI", "Packages", "AWSSignature", "AWSCore", "Cryptography"]),
        emulator(
            "ECRService",
            [
                "Images", "World", "Storage", "OCI", "IAM", "AWSCore", "AWSProtocols", "Text", "Cryptography",
                "Determinism",
            ]
        ),
        emulator(
            "RegistryService",
            ["Images", "World", "Storage", "OCI", "IAM", "AWSCore", "AWSProtocols", "Text", "Cryptography"]
        ),
        emulator("S3Service", ["World", "AWSCore", "AWSProtocols", "Text", "Cryptography", "Determinism"]),
        emulator("EKSService", ["World", "AWSCore", "AWSProtocols", "Text", "Cryptography", "Determinism"]),
        emulator(
            "Emulator",
            [
                "STSService", "IAMService", "OrganizationsService", "ECRService", "RegistryService", "S3Service",
                "EKSService", "Federation", "Images", "World", "Storage", "OCI", "IAM",
                "AWSSignature", "AWSProtocols", "AWSCore", "Text", "Cryptography", "Determinism", nioCore,
            ]
        ),
        // TLS on the libssl that is there for the certificate authority and libcurl: no second one to build and to keep.
        emulator("TLS", ["Cryptography", "COpenSSL", nioCore]),
        emulator(
            "EmulatorServer",
            [
                "Emulator", "TLS", "Storage", "CertificateAuthority", "AWSCore", "Determinism", nioCore, nioPosix,
                nioHTTP1, nioTLS,
            ]
        ),

        // The wing of the client.
        client("CurlHTTP", ["CCurl", "AWSCore"]),
        client(
            "AWSClient",
            [
                "AWSSignature", "AWSProtocols", "AWSCore", "Text", "Cryptography", "CurlHTTP", "Determinism",
                subprocess,
                systemPackage,
            ]
        ),
        client("DockerConfiguration", ["AWSClient", "CurlHTTP", "AWSCore", "Text", "Determinism"]),
        client(
            "RegistryClient",
            ["DockerConfiguration", "AWSClient", "CurlHTTP", "OCI", "AWSProtocols", "AWSCore", "Determinism"]
        ),
        client("ClientStore", ["Cryptography", "Text", "Determinism", grdb]),
        client(
            "ServiceConnectors",
            [
                "AWSClient", "AWSCore", "AWSSignature", "DockerConfiguration", "ClientStore", "Determinism", yams,
            ]
        ),
        client("StackComponents", ["ServiceConnectors", "ClientStore", "AWSCore"]),
        client("TerminalUI"),
        client(
            "ClientCommands",
            [
                "StackComponents", "ServiceConnectors", "ClientStore", "RegistryClient", "DockerConfiguration",
                "AWSClient", "AWSCore", "OCI", "TerminalUI", "Determinism",
            ]
        ),

        // The roof.
        roof(
            "DrydockCommands",
            [
                "Emulator", "CertificateAuthority", "IAM", "ClientStore", "CurlHTTP", "TerminalUI", "AWSProtocols",
                "AWSCore", "Text", "Determinism", argumentParser,
            ]
        ),
        roof(
            "Scenarios",
            [
                "DrydockCommands", "ClientCommands", "EmulatorServer", "Emulator", "World", "IAM", "Storage",
                "TerminalUI",
                "AWSClient", "ClientStore", "CurlHTTP", "AWSProtocols", "AWSCore", "CertificateAuthority",
                "Determinism", "CProcess", yams, argumentParser, nioCore, nioPosix,
            ]
        ),
        roof(
            "DrydockTesting",
            [
                "Scenarios", "DrydockCommands", "Emulator", "World", "Storage", "ClientStore", "TerminalUI", "CurlHTTP",
                "AWSProtocols", "Determinism", nioCore, nioPosix,
            ]
        ),
        roof("StandardStreams", ["TerminalUI"]),
        program(
            "drydock",
            [
                "Scenarios", "DrydockCommands", "EmulatorServer", "Emulator", "RegistryService", "CertificateAuthority",
                "World", "IAM", "Storage", "ClientStore", "AWSClient", "CurlHTTP", "AWSCore", "Determinism",
                "TerminalUI", "StandardStreams", "CProcess", argumentParser, nioCore, nioPosix,
            ]
        ),
        program(
            "zenml",
            ["ClientCommands", "AWSClient", "CurlHTTP", "Determinism", "TerminalUI", "StandardStreams"]
        ),

        benchmark("BareServer", "BareServer", [nioCore, nioPosix, nioHTTP1]),
        benchmark("DecisionsBenchmark", "Decisions", ["IAM", "AWSCore"]),
        benchmark("RegistryBenchmark", "Registry", ["OCI"]),
        benchmark(
            "ScaleBenchmark",
            "Scale",
            [
                "Emulator", "World", "Storage", "OCI", "AWSSignature", "AWSProtocols", "AWSCore", "Determinism",
                nioCore,
            ]
        ),
        // Tests.
        .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "ClientComparison",
            dependencies: [
                "Scenarios", "ClientCommands", "EmulatorServer", "Emulator", "World", "TerminalUI", "AWSClient",
                "AWSSignature", "CurlHTTP", "AWSCore", "Determinism", nioCore, nioPosix,
            ],
            path: "Tests/ClientComparison",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "CompareZenML",
            dependencies: ["ClientComparison", "Scenarios", "AWSClient", "Determinism"],
            path: "Tests/CompareZenML",
            exclude: ["Programs", "sequences"],
            swiftSettings: settings
        ),
        tests("ClientComparisonTests", ["ClientComparison"]),
        tests("DeterminismTests", ["Determinism"]),
        tests("TextTests", ["Text", "AWSProtocols"]),
        tests("CryptographyTests", ["Cryptography", "Text"]),
        tests("CertificateAuthorityTests", ["CertificateAuthority", "AWSCore", "Text"]),
        tests("AWSCoreTests", ["AWSCore"]),
        tests("AWSProtocolsTests", ["AWSProtocols", "Text"]),
        tests("AWSSignatureTests", ["AWSSignature", "AWSCore", "Cryptography", "Determinism"], exclude: ["Signers"]),
        tests("IAMTests", ["IAM", "AWSProtocols", "AWSCore", "Determinism"]),
        tests("WorldTests", ["World", "OCI", "IAM", "Packages", "AWSCore", "Text", "Determinism", "Cryptography"]),
        tests("OCITests", ["OCI", "Cryptography", "AWSProtocols", "AWSCore"]),
        tests("PackagesTests", ["Packages", grdb]),
        tests("StorageTests", ["Storage", "OCI", "AWSCore", grdb]),
        tests(
            "FederationTests",
            ["Federation", "AWSProtocols", "AWSCore", "Text", "Cryptography"],
            exclude: ["Vectors"]
        ),
        tests(
            "STSServiceTests",
            [
                "STSService", "Federation", "World", "IAM", "AWSProtocols", "AWSCore", "Text", "Cryptography",
                "Determinism",
            ]
        ),
        tests(
            "IAMServiceTests",
            [
                "Emulator", "IAMService", "Federation", "World", "IAM", "AWSSignature", "AWSProtocols", "AWSCore",
                "Text",
                "Cryptography", "Determinism", nioCore,
            ]
        ),
        tests("ImagesTests", ["Images", "World", "Storage", "OCI", "AWSProtocols", "AWSCore", "Determinism"]),
        tests(
            "RegistryServiceTests",
            [
                "RegistryService", "Images", "World", "Storage", "OCI", "IAM", "AWSProtocols", "AWSCore",
                "Determinism",
            ]
        ),
        tests(
            "ECRServiceTests",
            [
                "ECRService", "Images", "World", "Storage", "OCI", "IAM", "Packages", "AWSProtocols", "AWSCore",
                "Cryptography", "Determinism",
            ]
        ),
        tests(
            "EmulatorTests",
            [
                "Emulator", "STSService", "IAMService", "RegistryService", "S3Service", "EKSService", "Federation",
                "Images", "World", "Storage", "OCI", "IAM",
                "AWSSignature",
                "AWSProtocols", "AWSCore", "Determinism", nioCore, grdb,
            ]
        ),
        tests("TLSTests", ["TLS", "CertificateAuthority", "COpenSSL", nioCore, nioEmbedded]),
        tests(
            "EmulatorServerTests",
            [
                "EmulatorServer", "Emulator", "Storage", "CertificateAuthority", "AWSCore", "Determinism", nioCore,
                nioPosix,
                nioEmbedded,
            ]
        ),
        tests("CurlHTTPTests", ["CurlHTTP", "CCurl", "AWSCore"]),
        tests("AWSClientTests", ["AWSClient", "AWSSignature", "AWSProtocols", "AWSCore", "CurlHTTP", "Determinism"]),
        tests("DockerConfigurationTests", ["DockerConfiguration", "AWSClient", "CurlHTTP", "AWSCore", "Determinism"]),
        tests(
            "RegistryClientTests",
            ["RegistryClient", "DockerConfiguration", "AWSClient", "OCI", "CurlHTTP", "AWSCore", "Determinism"]
        ),
        tests("ClientStoreTests", ["ClientStore", "Determinism", "Cryptography", grdb]),
        tests(
            "ServiceConnectorsTests",
            [
                "ServiceConnectors", "ClientStore", "DockerConfiguration", "AWSClient", "AWSSignature", "AWSCore",
                "CurlHTTP", "Determinism",
            ]
        ),
        tests("StackComponentsTests", ["StackComponents", "ServiceConnectors", "ClientStore", "Determinism"]),
        tests("TerminalUITests", ["TerminalUI"]),
        tests("StandardStreamsTests", ["StandardStreams", "TerminalUI"]),
        tests(
            "ClientCommandsTests",
            [
                "ClientCommands", "ServiceConnectors", "ClientStore", "DockerConfiguration", "AWSClient",
                "AWSSignature", "CurlHTTP", "TerminalUI", "AWSCore", "Determinism", argumentParser,
            ]
        ),
        tests(
            "DrydockCommandsTests",
            [
                "DrydockCommands", "Emulator", "ClientStore", "CurlHTTP", "TerminalUI", "AWSProtocols", "Determinism",
            ]
        ),
        tests(
            "ScenariosTests",
            ["Scenarios", "EmulatorServer", "CertificateAuthority", "TerminalUI", argumentParser]
        ),
        tests("DrydockTestingTests", ["DrydockTesting"]),
        tests("ArchitectureTests", [subprocess, systemPackage]),
        tests(
            "AcceptanceTests",
            [
                "ClientComparison", "ClientCommands", "AWSClient", "Scenarios", "DrydockCommands", "Emulator",
                "EmulatorServer", "RegistryService", "CertificateAuthority", "World", "OCI", "AWSProtocols", "AWSCore",
                "Determinism", "TerminalUI", argumentParser, yams, nioCore, nioPosix,
            ],
            exclude: ["Programs"]
        ),
    ],
    swiftLanguageModes: [.v6]
)
