/// The style of the page: light, dark, narrow and on paper.
enum HTMLStyle {
  static let text = [colours, page, overview, causes, exchange, tables, media].joined(separator: "\n")

  private static let colours = """
    :root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f8;--line:#d8dce1;--text:#1b1f24;--soft:#59616b;--link:#1352b0;
    --good:#116329;--good-ground:#dff5e4;--good-bar:#4ba364;--bad:#a1131c;--bad-ground:#ffe6e5;--bad-bar:#d1343b;
    --unsure:#7a4a00;--unsure-ground:#fdefd2;--unsure-bar:#e0a43a;--quiet:#4d545c;--quiet-ground:#e9ecef;
    --quiet-bar:#c3c9d0;--mark:#ffd76a;--mark-text:#2a1d00}
    @media (prefers-color-scheme:dark){:root{--ground:#14171a;--raised:#1d2125;--line:#373d44;--text:#e6e8ea;
    --soft:#a3abb3;--link:#8ab4f8;--good:#8fdca6;--good-ground:#123420;--good-bar:#3f9258;--bad:#ffaaa8;
    --bad-ground:#481a1b;--bad-bar:#d9534f;--unsure:#f3cd86;--unsure-ground:#3d2c0b;--unsure-bar:#b98327;
    --quiet:#bcc3ca;--quiet-ground:#2b3036;--quiet-bar:#4b535b;--mark:#8a6500;--mark-text:#fff3cf}}
    """

  private static let page = """
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:76rem;padding:1rem 1.25rem 4rem;background:var(--ground);color:var(--text);
    font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
    h1{font-size:1.45rem;margin:.1rem 0 .8rem}h2{font-size:1.25rem;margin:2rem 0 .6rem}
    h3{font-size:1.05rem;margin:0 0 .3rem}h2 small,th small{color:var(--soft);font-weight:400}
    p{margin:.4rem 0}a{color:var(--link)}small{font-size:.82rem;color:var(--soft)}
    code,pre{font:13px/1.45 ui-monospace,monospace;unicode-bidi:isolate}
    code{background:var(--raised);border-radius:3px;padding:.05em .3em}
    pre{margin:0;padding:.5rem .7rem;white-space:pre-wrap;background:var(--raised);border:1px solid var(--line);
    border-radius:4px;max-height:26rem;overflow:auto}
    i{font-style:normal;color:var(--bad);background:var(--bad-ground);border-radius:2px}
    mark{background:var(--mark);color:var(--mark-text);border-radius:2px;padding:.05em 0}
    mark i{color:inherit;background:none;text-decoration:underline}
    details>summary{cursor:pointer;min-height:24px;line-height:24px}figure{margin:.5rem 0;min-width:0}
    figcaption{color:var(--soft);font-size:.82rem;margin-bottom:.15rem}figcaption button,h3 button{margin-left:.6rem;font:inherit;font-size:.82rem}
    input,select,button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);
    border-radius:4px;padding:.1rem .4rem;min-height:24px;min-width:24px}
    .badge,.count{display:inline-block;border-radius:4px;padding:0 .45em;font-size:.82rem;white-space:nowrap;
    background:var(--quiet-ground);color:var(--quiet)}
    .badge{font-weight:600}.badge.level.must{background:var(--text);color:var(--ground)}
    .badge.good,.count.good{background:var(--good-ground);color:var(--good)}
    .badge.bad,.count.bad{background:var(--bad-ground);color:var(--bad)}
    .badge.unsure,.count.unsure{background:var(--unsure-ground);color:var(--unsure)}
    .meta,.reason,.made{color:var(--soft)}.made{font-size:.85rem;margin:0}
    .notice{background:var(--unsure-ground);color:var(--unsure);padding:.4rem .7rem;border-radius:4px}
    .notice small,.notice code{color:inherit;background:none}
    .self{color:var(--soft);text-decoration:none;display:inline-block;min-width:24px;min-height:24px}.list .self{color:inherit}
    :target{outline:2px solid var(--link);outline-offset:3px;border-radius:2px}section:target{outline:0}
    [id]{scroll-margin-top:4.5rem}[hidden]{display:none!important}
    """

  private static let overview = """
    h1 .badge{font-size:.9rem;vertical-align:.15em}
    .clients{list-style:none;margin:0 0 1rem;padding:0;border:1px solid var(--line);border-radius:6px}
    .clients>li{display:flex;gap:.8rem;padding:.45rem .8rem;border-left:5px solid var(--quiet-bar)}
    .clients>li+li{border-top:1px solid var(--line)}.clients p{margin:0}
    .clients div{display:flex;flex-wrap:wrap;flex:1;gap:0 1rem;align-items:baseline}.which[open]{flex-basis:100%}
    .clients strong{font-size:1.08rem}.clients .sign{flex:none;font-weight:700;width:1.1em;text-align:center}
    .clients .good{border-left-color:var(--good-bar)}.clients .good .sign{color:var(--good)}
    .clients .bad{border-left-color:var(--bad-bar)}.clients .bad .sign{color:var(--bad)}
    .clients .unsure{border-left-color:var(--unsure-bar)}.clients .unsure .sign{color:var(--unsure)}
    .which{font-size:.85rem;color:var(--soft)}.ids a{display:inline-block;min-height:24px}
    .headline{font-size:1.1rem;font-weight:600}
    .facts{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:.8rem 0}.facts dt{color:var(--soft);font-size:.82rem}
    .facts dd{margin:0}
    nav a{display:inline-block;min-height:24px}nav{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:1rem 0 0;padding:.5rem 0;border-top:1px solid var(--line)}
    .filter{display:flex;flex-wrap:wrap;gap:.4rem .9rem;align-items:center;position:sticky;top:0;z-index:1;
    background:var(--ground);padding:.5rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
    .filter label{font-size:.85rem;color:var(--soft)}.filter input{width:14rem;max-width:40vw}
    .filter output{font-size:.85rem}
    """

  private static let causes = """
    .cause{border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;margin:1.2rem 0;
    content-visibility:auto;contain-intrinsic-size:auto 30rem}
    .group{border:1px solid var(--line);border-radius:6px;padding:.6rem .9rem;margin:.8rem 0}.words{font-weight:600}
    .brief{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line)}.more{margin-top:2rem}
    .advice{margin:.15rem 0;font-size:.92rem}
    .remedy{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .8rem;margin:.5rem 0}.remedy dt{color:var(--soft)}
    .remedy dd{margin:0;overflow-wrap:anywhere}
    .cause:focus{outline:2px solid var(--link)}
    .breaks{list-style:none;margin:.5rem 0;padding:0 0 0 .8rem;border-left:3px solid var(--line)}.breaks li{margin:.2rem 0}
    .compare{display:grid;gap:.2rem .8rem;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr))}
    .compare pre{max-height:14rem}.got pre{border-left:4px solid var(--bad-bar)}.expected pre{border-left:4px solid var(--good-bar)}
    .shell pre{max-height:7rem}.also ul{padding-left:1.2rem;font-size:.9rem}.place{font-size:.9rem}
    .exchange,.also{margin-top:.5rem}.exchange>summary,.also>summary{color:var(--soft);font-size:.9rem}
    """

  private static let exchange = """
    .http .name{color:var(--soft)}.http .cut{color:var(--soft);font-style:italic;display:inline-block;padding:.1rem .5rem;
    margin:.1rem 0;border:1px dashed var(--line);border-radius:3px}
    .times{border:1px solid var(--line);border-radius:4px;padding:.4rem .7rem .1rem}
    .timeline{display:block}.timeline text{font:11px system-ui,sans-serif;fill:var(--soft)}
    .timeline .axis{fill:var(--line)}.timeline .wait{fill:var(--quiet-bar)}.timeline .gap{fill:var(--unsure-bar)}
    .timeline .event,.timeline .stop{fill:var(--text)}.timeline .delta{fill:var(--link)}.timeline .ping{fill:var(--good-bar)}
    .timeline .error,.timeline .marked{fill:var(--bad-bar)}
    .bar{display:block;border-radius:3px;margin-bottom:.15rem}.bar .bad{fill:var(--bad-bar)}.bar .good{fill:var(--good-bar)}
    .bar .unsure{fill:var(--unsure-bar)}.bar .quiet{fill:var(--quiet-bar)}
    .number.bad{color:var(--bad);font-weight:600}.number.unsure{color:var(--unsure)}.number.good{color:var(--good)}
    """

  private static let tables = """
    .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:break-word}
    td code,th code{overflow-wrap:anywhere}td a,th a{display:inline-block;min-height:24px;min-width:24px}
    thead th{color:var(--soft);font-size:.82rem;font-weight:600}tfoot th,tfoot td{border-top:2px solid var(--line)}
    .matrix{table-layout:fixed}.matrix th:first-child{width:11rem}.matrix th,.matrix td{padding:.2rem .6rem}
    .index th:nth-child(n+3),.index td:nth-child(n+3){text-align:right;width:8.2rem}.index td:first-child{width:5rem}.index small{margin-left:.3rem}
    .list td:first-child{width:9rem}.list td:nth-child(2){width:5rem;white-space:nowrap}.list td:last-child{width:11rem}
    .area{margin-top:1.2rem;content-visibility:auto;contain-intrinsic-size:auto 40rem}.count{margin:.1rem 0}
    .tasks td{white-space:nowrap}.tasks .good{color:var(--good)}.tasks .bad{color:var(--bad);font-weight:600}
    .tasks .unsure{color:var(--unsure)}.tasks .quiet{color:var(--soft)}.tasks a{text-align:center}
    .tasks tbody th{position:sticky;left:0;background:var(--ground);min-width:6rem}
    .plain{list-style:none;padding:0}.plain ul{padding-left:1.2rem;list-style:none}.plain>li{margin:.5rem 0}
    """

  private static let media = """
    @media (max-width:44rem){body{padding:.6rem .7rem 3rem}.filter{position:static}.keys{display:none}
    [id]{scroll-margin-top:.5rem}.matrix th:first-child{width:7.5rem}.matrix th,.matrix td{padding:.2rem .3rem}
    .remedy{grid-template-columns:1fr}.index thead,.list thead{display:none}
    .index,.index tbody,.index tr,.list,.list tbody,.list tr,.list td{display:block;width:auto}
    .index tr{padding:.3rem 0;border-bottom:1px solid var(--line)}.index tr td{display:inline;border:0;padding:0 .4rem 0 0}
    .index td:nth-child(n+3){font-size:.82rem;color:var(--soft);white-space:nowrap}
    .index td:nth-child(3)::before{content:"requirements: "}.index td:nth-child(4)::before{content:"checks: "}
    .list tr{border-bottom:1px solid var(--line);padding:.4rem 0}
    .list td,.list td:first-child,.list td:nth-child(2),.list td:last-child{border:0;padding:.1rem 0;width:auto}}
    @media print{:root{--ground:#fff;--text:#000}body{max-width:none;font-size:10pt;padding:0}
    nav,.filter,button,.self{display:none}pre{max-height:none!important}.clients>li,tr{break-inside:avoid}
    .cause,.area{content-visibility:visible}
    #areas,#unjudged,#target,#requirements,.exchange,.also,.shell{display:none}
    details::details-content{content-visibility:visible;display:block}}
    """
}
