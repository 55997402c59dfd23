import Wire

/// One HTML file that a person opens: no network, readable without scripts, in the dark and on paper.
///
/// The policy in its head allows the one style and the one script it carries, by their digests, and
/// nothing else; so even text that slipped through the escaping could not run.
public struct HTMLReportWriter: ReportWriter {
  public static let name = "html"
  /// Bytes of server text shown at most in one place.
  static let excerptLimit = 2000

  public init() {}

  public func write(_ report: Report) -> [UInt8] {
    let context = HTMLContext(report)
    let causes = HTMLCauses.text(context)
    let page = [
      "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n", head(report), "<body>\n",
      HTMLOverview.text(context), HTMLFilter.text(context), "<main>\n", HTMLAreas.text(report), causes,
      HTMLGroups.open(report), HTMLGroups.expected(report), HTMLExpectations.text(report),
      HTMLGroups.unjudged(report),
      HTMLTarget.text(report), HTMLRequirements.text(context), "</main>\n",
      "<script>\(HTMLScript.text)</script>\n</body>\n</html>\n",
    ]
    return page.flatMap { Array($0.utf8) }
  }

  private func head(_ report: Report) -> String {
    let policy = [
      "default-src 'none'", "style-src \(Self.source(HTMLStyle.text))",
      "script-src \(Self.source(HTMLScript.text))",
      "img-src data:", "base-uri 'none'", "form-action 'none'",
    ]
    let title = "dropin: \(report.target.model), \(MarkdownReportWriter.outcome(report.summary.exitCode))"
    return """
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy.joined(separator: "; "))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>\(XMLText.attribute(Excerpt.of(title, limit: 200)))</title>
      <link rel="icon" href="data:,">
      <style>\(HTMLStyle.text)</style>
      </head>

      """
  }

  private static func source(_ text: String) -> String {
    "'sha256-\(Base64.encode(SHA256.digest(text.utf8)))'"
  }
}
