// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// A room of the house: a library target and the test target of the same name. Goldens are folders of
/// files that tests compare with.
func room(
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

// The order is the order of the floors: a room depends only on rooms above it in this list.
var targets: [Target] = [
  .systemLibrary(
    name: "CLibcurl", pkgConfig: "libcurl",
    providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
  .systemLibrary(
    name: "CLibyaml", pkgConfig: "yaml-0.1",
    providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
  .target(name: "CurlShim", dependencies: ["CLibcurl"]),
]
targets += room("Files", on: [])
targets += room("Wire", on: [])
targets += room("Contract", on: ["Wire"])
targets += room("Cases", on: ["CLibyaml", "Files", "Wire", "Contract"], goldens: ["Goldens"])
targets += room("Transport", on: ["CLibcurl", "CurlShim", "Wire"], tests: ["Files"])
targets += room("Judging", on: ["Wire", "Contract", "Cases"])
targets += room("Running", on: ["Files", "Wire", "Contract", "Cases", "Transport", "Judging"])
targets += room(
  "Recording", on: ["Files", "Wire", "Cases", "Transport", "Running"] + nio, tests: ["ReferenceServer"])
targets += room(
  "Reporting", on: ["Files", "Wire", "Contract", "Cases", "Judging", "Running"], goldens: ["Goldens"])
targets += room("ReferenceServer", on: ["Wire", "Contract"] + nio)
targets += room(
  "Proving",
  on: ["Files", "Wire", "Contract", "Cases", "Transport", "Judging", "Running", "ReferenceServer"])
targets += [
  .executableTarget(
    name: "dropin",
    dependencies: [
      "Files", "Wire", "Contract", "Cases", "Transport", "Judging", "Running", "Reporting",
      "ReferenceServer", "Proving", "Recording", .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict),
  .testTarget(
    name: "dropinTests", dependencies: ["Files", "Wire", "Reporting", "ReferenceServer"],
    swiftSettings: strict),
]

let package = Package(
  name: "dropin",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "dropin", targets: ["dropin"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
