/// The style of the page. Colours come in pairs of text and ground that keep 4.5 to 1 in both schemes.
enum HTMLStyle {
  static let text = """
    :root{color-scheme:light dark;--ground:#fff;--raised:#f6f7f9;--line:#d7dbe0;--text:#1c2024;--soft:#596068;
    --link:#0b57d0;--good:#17632f;--good-ground:#e2f4e7;--bad:#a3161a;--bad-ground:#fde7e7;
    --unsure:#7a4b00;--unsure-ground:#fdf0d5;--quiet:#4a5159;--quiet-ground:#e9ecef}
    @media (prefers-color-scheme:dark){:root{--ground:#14171a;--raised:#1d2125;--line:#373d44;--text:#e6e8ea;
    --soft:#a3abb3;--link:#8ab4f8;--good:#8fdca6;--good-ground:#123420;--bad:#ffaaa8;--bad-ground:#481a1b;
    --unsure:#f3cd86;--unsure-ground:#3d2c0b;--quiet:#bcc3ca;--quiet-ground:#2b3036}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:76rem;padding:1rem 1.25rem 4rem;background:var(--ground);color:var(--text);
    font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
    h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .6rem}h3{font-size:1rem;
    margin:0 0 .3rem}
    h2 small,th small{color:var(--soft);font-weight:400}
    p{margin:.4rem 0}a{color:var(--link)}small{font-size:.82rem;color:var(--soft)}
    code,pre{font:13px/1.45 ui-monospace,monospace;unicode-bidi:isolate}
    code{background:var(--raised);border-radius:3px;padding:.05em .3em}
    pre{margin:0;padding:.5rem .7rem;white-space:pre-wrap;background:var(--raised);
    border:1px solid var(--line);
    border-radius:4px;max-height:24rem;overflow:auto}
    i{font-style:normal;color:var(--bad);background:var(--bad-ground);border-radius:2px}
    .headline{font-size:1.15rem;font-weight:600}.reason,.meta{color:var(--soft)}
    .notice{background:var(--unsure-ground);color:var(--unsure);padding:.4rem .7rem;border-radius:4px}
    .notice small,.notice code{color:inherit;background:none}
    .facts{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:.8rem 0}.facts dt{color:var(--soft);
    font-size:.82rem}
    .facts dd{margin:0}
    .badge,.count{display:inline-block;border-radius:4px;padding:0 .45em;font-size:.85rem;white-space:nowrap;
    background:var(--quiet-ground);color:var(--quiet)}
    .badge{font-weight:600}
    .count{margin:.1rem 0}
    .badge.good,.count.good{background:var(--good-ground);color:var(--good)}
    .badge.bad,.count.bad{background:var(--bad-ground);color:var(--bad)}
    .badge.unsure,.count.unsure{background:var(--unsure-ground);color:var(--unsure)}
    .clients{list-style:none;margin:0;padding:0;display:grid;gap:.8rem;
    grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr))}
    .card{border:1px solid var(--line);border-left:5px solid var(--quiet);border-radius:6px;
    padding:.7rem .9rem}
    .card.good{border-left-color:var(--good)}.card.bad{border-left-color:var(--bad)}
    .card.unsure{border-left-color:var(--unsure)}
    .ids{font-size:.85rem;color:var(--soft)}
    nav{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:1.4rem 0 0;padding:.5rem 0;
    border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
    thead th{color:var(--soft);font-size:.82rem;font-weight:600}tfoot th,
    tfoot td{border-top:2px solid var(--line)}
    .matrix th[scope=row]{white-space:nowrap}
    .list td:first-child{width:9rem}.list td:nth-child(2){width:5rem;white-space:nowrap}
    .list td:last-child{width:11rem}
    .area{margin-top:1.2rem}
    .group{border:1px solid var(--line);border-radius:6px;padding:.6rem .9rem;margin:.8rem 0}
    summary{cursor:pointer}.words{font-weight:600}
    .check{border-top:1px solid var(--line);margin-top:.7rem;padding-top:.6rem}
    .compare{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}
    figure{margin:.4rem 0;min-width:0}figcaption{color:var(--soft);font-size:.82rem}
    figure.shell pre{max-height:10rem}
    figcaption button{margin-left:.6rem;font:inherit}
    .place{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.5rem 0}
    .place dt{color:var(--soft);font-size:.85rem}.place dd{margin:0;min-width:0}
    .plain{list-style:none;padding:0}.plain ul{padding-left:1.2rem;list-style:none}.plain>li{margin:.5rem 0}
    .filter{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;position:sticky;top:0;
    background:var(--ground);padding:.5rem 0;border-bottom:1px solid var(--line)}
    .filter[hidden],[hidden]{display:none}
    input,select,button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);
    border-radius:4px;padding:.1rem .4rem}
    .self{color:inherit;text-decoration:none}
    :target{outline:2px solid var(--link);outline-offset:2px;scroll-margin-top:4rem}
    @media (max-width:40rem){body{padding:.6rem .7rem 3rem}.list,.list tbody,.list tr,.list td{display:block;
    width:auto}
    .list thead{display:none}.list tr{border-bottom:1px solid var(--line);padding:.4rem 0}
    .list td,.list td:first-child,.list td:nth-child(2),.list td:last-child{border:0;padding:.1rem 0;
    width:auto}}
    @media print{:root{--ground:#fff;--text:#000}body{max-width:none;font-size:11pt;padding:0}
    nav,.filter,figcaption button{display:none}pre{max-height:none}.card,.check,tr{break-inside:avoid}
    details::details-content{content-visibility:visible;display:block}}
    """
}
