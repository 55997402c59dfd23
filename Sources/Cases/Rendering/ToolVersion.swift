/// The version of the program, as it names itself to servers and in reports.
public enum ToolVersion {
  public static let current = "0.1.0"
}
