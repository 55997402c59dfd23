// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// A module: a library target and the test target of the same name. Goldens are folders of
/// files that tests compare with.
func module(
  _ name: String, on dependencies: [Target.Dependency], tests extra: [Target.Dependency] = [],
  goldens: [String] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: strict),
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies + extra,
      exclude: goldens, swiftSettings: strict),
  ]
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
]

// A module depends only on modules above it in this list.
var targets: [Target] = [
  .systemLibrary(
    name: "CLibcurl", pkgConfig: "libcurl",
    providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
  .systemLibrary(
    name: "CLibyaml", pkgConfig: "yaml-0.1",
    providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
  .target(name: "CurlShim", dependencies: ["CLibcurl"]),
  .target(name: "TrapShim"),
  .target(name: "SuiteArchive"),
  .target(name: "ProcessArguments"),
]
targets += module("Files", on: [])
targets += module("Wire", on: [])
targets += module("Verdicts", on: ["Wire"])
targets += module("Contract", on: ["Wire", "Verdicts"])
targets += module(
  "Cases", on: ["CLibyaml", "SuiteArchive", "Files", "Wire", "Verdicts", "Contract"], goldens: ["Goldens"])
targets += module("Planning", on: ["Wire", "Verdicts", "Contract", "Cases"])
targets += module("Transport", on: ["CLibcurl", "CurlShim", "Wire"], tests: ["Files"])
targets += module("Evidence", on: ["Files", "Wire", "Verdicts", "Contract", "Cases", "Planning", "Transport"])
targets += module("Evaluation", on: ["Wire", "Verdicts", "Contract", "Cases", "Planning"])
targets += module(
  "Running",
  on: ["TrapShim", "Files", "Wire", "Verdicts", "Contract", "Cases", "Planning", "Transport", "Evidence", "Evaluation"])
targets += module(
  "Recording", on: ["Files", "Wire", "Verdicts", "Cases", "Planning", "Transport", "Evidence"] + nio,
  tests: ["Evaluation", "Running", "ReferenceServer"])
targets += module(
  "Reporting", on: ["Files", "Wire", "Verdicts", "Contract", "Cases", "Planning", "Evidence", "Evaluation"],
  goldens: ["Goldens"])
targets += module("ReferenceServer", on: ["Wire", "Verdicts", "Contract"] + nio)
targets += module(
  "MutationTesting",
  on: [
    "Files", "Wire", "Verdicts", "Contract", "Cases", "Planning", "Transport", "Evidence", "Evaluation", "Running",
    "ReferenceServer",
  ])
targets += module(
  "DropinKit",
  on: [
    "Files", "Wire", "Verdicts", "Contract", "Cases", "Planning", "Transport", "Evidence", "Evaluation", "Running",
    "Recording", "Reporting", "ReferenceServer", "MutationTesting", "ProcessArguments",
  ])
targets += [
  .executableTarget(
    name: "dropin",
    dependencies: [
      "DropinKit", "ProcessArguments", .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict),
  // What reads bytes of strangers, with seeds for libFuzzer; see script/fuzz.
  .testTarget(
    name: "FuzzTests",
    dependencies: ["Files", "Wire", "Verdicts", "Contract", "Cases", "Planning", "Transport", "Evidence", "Reporting"],
    exclude: ["Seeds", "LibFuzzer"], swiftSettings: strict),
  .testTarget(
    name: "dropinTests", dependencies: ["Files", "Wire", "Verdicts", "Reporting", "ReferenceServer"],
    swiftSettings: strict),
]

let package = Package(
  name: "dropin",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "dropin", targets: ["dropin"]),
    .library(name: "DropinKit", targets: ["DropinKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
