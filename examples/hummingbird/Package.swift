// swift-tools-version: 6.2
import PackageDescription

// In a package of your own, name the repository in place of the path:
//   .package(url: "https://…/dropin", from: "…")
let package = Package(
  name: "ExampleServer",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "dropin", path: "../.."),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
  ],
  targets: [
    .target(name: "ExampleServer", dependencies: [.product(name: "Hummingbird", package: "hummingbird")]),
    .testTarget(
      name: "ExampleServerTests",
      dependencies: [
        "ExampleServer",
        .product(name: "DropinKit", package: "dropin"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
