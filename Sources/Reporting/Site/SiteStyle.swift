/// What the site's pages have beside the style of a report.
enum SiteStyle {
  static let text = """
    .field td,.field th{padding:.3rem .5rem;overflow-wrap:normal}.field thead th{min-width:4.4rem}.cause .self{text-decoration:underline}
    .field tbody th a{text-align:left}.field tbody th{overflow-wrap:anywhere;position:sticky;left:0;background:var(--ground);
    min-width:8.5rem;font-weight:600}.field thead th{vertical-align:bottom}.field td.engine{white-space:normal;min-width:7.5rem;color:var(--soft)}
    .field .numeric{text-align:right}.field thead button{border:0;background:none;padding:0;color:inherit;
    font-weight:inherit;text-align:left;cursor:pointer}.field [aria-sort=ascending] button::after{content:" \\2191"}
    .field [aria-sort=descending] button::after{content:" \\2193"}.field .good a,.field .bad a,.field .unsure a{color:inherit}
    .persona td{font-style:italic}.versions td,.versions th{padding:.2rem .5rem}
    .who{display:flex;flex-wrap:wrap;gap:.3rem .6rem;margin:.6rem 0;padding:0;list-style:none}
    .who a{display:inline-block;padding:.1rem .6rem;border:1px solid var(--line);border-radius:1rem;text-decoration:none}
    .who [aria-current]{background:var(--text);color:var(--ground);border-color:var(--text)}
    footer{margin-top:3rem;border-top:1px solid var(--line)}
    @media (max-width:44rem){.who a{padding:.3rem .7rem}}
    @media print{.who{display:none}.field thead button{color:#000}.scroll{overflow:visible}}
    """
}
