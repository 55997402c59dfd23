// What the commands of `dropin` need beside the library's own API. Everything in these modules has the access level
// `package`, so a program that depends on DropinKit sees none of it. See docs/decisions/0017-the-library.md.
@_exported import Cases
@_exported import Contract
@_exported import Evaluation
@_exported import Evidence
@_exported import Files
@_exported import MutationTesting
@_exported import Planning
@_exported import Recording
@_exported import ReferenceServer
@_exported import Reporting
@_exported import Running
@_exported import Transport
@_exported import Wire
@_exported import Verdicts
