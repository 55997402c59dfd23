import Contract
import Verdicts

/// The bar that narrows the page down. Useless without scripts, so the script makes it appear.
enum HTMLFilter {
  static func text(_ context: HTMLContext) -> String {
    let counts = VerdictCounts(context.requirements.map(\.verdict))
    let verdicts = VerdictKind.worstFirst.filter { counts[$0] > 0 }.map(\.rawValue)
    let areas = context.requirements.map(\.area).uniqued.map { area in
      "<option value=\"\(HTMLText.attribute(HTMLText.anchor("a", area)))\">\(HTMLText.excerpt(area, limit: 60))</option>"
    }
    return """
      <div class="filter" role="search" aria-label="filter" hidden>
      <label>find <input id="find" type="search" autocomplete="off" title="words that have to occur; key /"></label>
      <label>level <select id="level">\(options(Level.allCases.map(\.rawValue)))</select></label>
      <label>verdict <select id="verdict">\(options(verdicts))</select></label>
      <label>area <select id="area"><option value="">any</option>\(areas.joined())</select></label>
      <output id="shown" aria-live="polite"></output>
      <small class="keys">keys: / find, j k next and previous cause, o its exchange, Esc all</small>
      </div>

      """
  }

  private static func options(_ words: [String]) -> String {
    "<option value=\"\">any</option>" + words.map { "<option>\($0)</option>" }.joined()
  }
}
