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
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
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
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // Programs from outside: process groups, time limits, and no descriptor that a child should not have.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .target(
            name: "CCurl",
            linkerSettings: [.linkedLibrary("curl")]
        ),
        .target(name: "CProcess"),

        // Ground: what both wings stand on.
        library("Determinism"),
        library("Cryptography", ["COpenSSL"]),
        library("CertificateAuthority", ["Cryptography", "COpenSSL"]),
        library("AWSCore"),
        library("AWSProtocols", ["AWSCore"]),
        library("AWSSignature", ["AWSCore", "Cryptography"]),
        library("IAM", ["AWSCore", "AWSProtocols"]),
        // The JSON of manifests is read as the APIs' is: strictly, and with the order of members kept out of it.
        library("OCI", ["Cryptography", "AWSProtocols", "AWSCore"]),

        // The emulator's wing.
        library("Federation", ["AWSCore", "AWSProtocols", "Cryptography"]),
        library("World", ["Federation", "IAM", "OCI", "AWSCore", "Determinism", "Cryptography", yams]),
        library("Storage", ["OCI", "AWSCore", grdb]),
        library(
            "STSService",
            ["World", "Federation", "IAM", "AWSCore", "AWSProtocols", "Cryptography", "Determinism"]
        ),
        // What the ECR API and the registry do alike.
        library("Images", ["World", "Storage", "OCI", "AWSSignature", "AWSCore", "Cryptography"]),
        library(
            "ECRService",
            ["Images", "World", "Storage", "OCI", "IAM", "AWSCore", "AWSProtocols", "Determinism"]
        ),
        library(
            "RegistryService",
            ["Images", "World", "Storage", "OCI", "IAM", "AWSCore", "AWSProtocols", "Cryptography"]
        ),
        library("S3Service", ["World", "AWSCore", "AWSProtocols", "Cryptography", "Determinism"]),
        library("EKSService", ["World", "AWSCore", "AWSProtocols", "Cryptography", "Determinism"]),
        library(
            "Emulator",
            [
                "STSService", "ECRService", "RegistryService", "S3Service", "EKSService", "Federation", "Images",
                "World", "Storage", "OCI", "IAM",
                "AWSSignature", "AWSProtocols", "AWSCore", "Cryptography", "Determinism", nioCore,
            ]
        ),
        library(
            "EmulatorServer",
            ["Emulator", "CertificateAuthority", "AWSCore", "Determinism", nioCore, nioPosix, nioHTTP1, nioTLS, nioSSL]
        ),

        // The client's wing.
        library("CurlHTTP", ["CCurl", "AWSCore"]),
        library(
            "AWSClient",
            [
                "AWSSignature", "AWSProtocols", "AWSCore", "Cryptography", "CurlHTTP", "Determinism", subprocess,
                systemPackage,
            ]
        ),
        library("DockerConfiguration", ["AWSClient", "CurlHTTP", "AWSCore", "Determinism"]),
        library(
            "RegistryClient",
            ["DockerConfiguration", "AWSClient", "CurlHTTP", "OCI", "AWSProtocols", "AWSCore", "Determinism"]
        ),
        library("ClientStore", ["Cryptography", "Determinism", grdb]),
        library(
            "ServiceConnectors",
            [
                "AWSClient", "AWSCore", "AWSSignature", "DockerConfiguration", "ClientStore", "Determinism", yams,
            ]
        ),
        library("StackComponents", ["ServiceConnectors", "ClientStore", "AWSCore"]),
        library("TerminalUI"),
        library(
            "ClientCommands",
            [
                "StackComponents", "ServiceConnectors", "ClientStore", "RegistryClient", "DockerConfiguration",
                "AWSClient", "AWSCore", "OCI", "TerminalUI", "Determinism",
            ]
        ),

        // The roof.
        library(
            "DrydockCommands",
            [
                "Emulator", "CertificateAuthority", "IAM", "ClientStore", "CurlHTTP", "TerminalUI", "AWSProtocols",
                "AWSCore", "Determinism", argumentParser,
            ]
        ),
        library(
            "Scenarios",
            [
                "DrydockCommands", "ClientCommands", "EmulatorServer", "Emulator", "World", "Storage", "TerminalUI",
                "AWSClient", "ClientStore", "CurlHTTP", "AWSProtocols", "AWSCore", "CertificateAuthority",
                "Determinism", "CProcess", yams, argumentParser, nioCore, nioPosix,
            ]
        ),
        library(
            "DrydockTesting",
            [
                "Scenarios", "DrydockCommands", "Emulator", "World", "Storage", "ClientStore", "TerminalUI", "CurlHTTP",
                "AWSProtocols", "Determinism", nioCore, nioPosix,
            ]
        ),
        library("StandardStreams", ["TerminalUI"]),
        executable(
            "drydock",
            [
                "Scenarios", "DrydockCommands", "EmulatorServer", "Emulator", "RegistryService", "CertificateAuthority",
                "World", "IAM", "Storage", "ClientStore", "AWSClient", "CurlHTTP", "AWSCore", "Determinism",
                "TerminalUI", "StandardStreams", "CProcess", argumentParser, nioCore, nioPosix,
            ]
        ),
        executable(
            "zenml",
            ["ClientCommands", "AWSClient", "CurlHTTP", "Determinism", "TerminalUI", "StandardStreams"]
        ),

        .executableTarget(
            name: "BareServer",
            dependencies: [nioCore, nioPosix, nioHTTP1],
            path: "Benchmarks/BareServer",
            swiftSettings: settings
        ),

        .executableTarget(
            name: "DecisionsBenchmark",
            dependencies: ["IAM", "AWSCore"],
            path: "Benchmarks/Decisions",
            swiftSettings: settings
        ),

        .executableTarget(
            name: "RegistryBenchmark",
            dependencies: ["OCI"],
            path: "Benchmarks/Registry",
            swiftSettings: settings
        ),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
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
        tests("CryptographyTests", ["Cryptography"]),
        tests("CertificateAuthorityTests", ["CertificateAuthority", "AWSCore"]),
        tests("AWSCoreTests", ["AWSCore"]),
        tests("AWSProtocolsTests", ["AWSProtocols"]),
        tests("AWSSignatureTests", ["AWSSignature", "AWSCore", "Cryptography", "Determinism"], exclude: ["Signers"]),
        tests("IAMTests", ["IAM", "AWSProtocols", "AWSCore", "Determinism"]),
        tests("WorldTests", ["World", "OCI", "IAM", "AWSCore", "Determinism", "Cryptography"]),
        tests("OCITests", ["OCI", "Cryptography", "AWSProtocols", "AWSCore"]),
        tests("StorageTests", ["Storage", "OCI", "AWSCore", grdb]),
        tests("FederationTests", ["Federation", "AWSProtocols", "AWSCore", "Cryptography"], exclude: ["Vectors"]),
        tests(
            "STSServiceTests",
            ["STSService", "Federation", "World", "IAM", "AWSProtocols", "AWSCore", "Cryptography", "Determinism"]
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
                "ECRService", "Images", "World", "Storage", "OCI", "IAM", "AWSProtocols", "AWSCore",
                "Cryptography", "Determinism",
            ]
        ),
        tests(
            "EmulatorTests",
            [
                "Emulator", "STSService", "RegistryService", "S3Service", "EKSService", "Federation", "World",
                "Storage", "OCI", "IAM",
                "AWSSignature",
                "AWSProtocols", "AWSCore", "Determinism", nioCore,
            ]
        ),
        tests(
            "EmulatorServerTests",
            [
                "EmulatorServer", "Emulator", "CertificateAuthority", "AWSCore", "Determinism", nioCore, nioPosix,
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
        tests("DrydockCommandsTests", ["DrydockCommands", "Emulator", "CurlHTTP"]),
        tests(
            "ScenariosTests",
            ["Scenarios", "EmulatorServer", "CertificateAuthority", "TerminalUI", argumentParser]
        ),
        tests("DrydockTestingTests", ["DrydockTesting"]),
        tests("ArchitectureTests", [subprocess, systemPackage]),
        tests(
            "AcceptanceTests",
            [
                "ClientComparison", "ClientCommands", "AWSClient", "Scenarios", "Emulator", "EmulatorServer",
                "RegistryService",
                "CertificateAuthority", "World", "OCI", "AWSProtocols", "AWSCore",
                "Determinism", "TerminalUI", argumentParser, yams, nioCore, nioPosix,
            ],
            exclude: ["Programs"]
        ),
    ],
    swiftLanguageModes: [.v6]
)
