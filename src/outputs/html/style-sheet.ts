/**
 * The report's style: system fonts, two palettes by the reader's preference, contrast of 4.5:1 or better in both, no
 * colour that carries a meaning alone, and a print form.
 */
export const STYLE_SHEET = `
:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#1b2330;--soft:#566072;--line:#d8dde5;--mark:#fff1b8;--mark-line:#b7791f;--code:#f1f3f6;--accent:#1f4fa3;--critical:#a3123a;--high:#b3400c;--medium:#8a5a00;--low:#1f5fa8;--info:#566072;--good:#17693f;--missing:#7a2d87;--bar:#e4e8ee}
@media (prefers-color-scheme:dark){:root{--page:#12161d;--card:#1a202a;--ink:#e6eaf1;--soft:#a2adbd;--line:#313a48;--mark:#4d3d0c;--mark-line:#e0b04a;--code:#12171f;--accent:#8ab4ff;--critical:#ff8ba5;--high:#ffa07a;--medium:#f0c063;--low:#8dbcff;--info:#a2adbd;--good:#7bd6a4;--missing:#dca5e8;--bar:#2a3240}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
header.top,main,footer{max-width:70rem;margin:0 auto;padding:0 1.5rem}
header.top{padding-top:2.5rem}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,pre:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem;letter-spacing:-.01em}
h2{font-size:1.3rem;margin:2.6rem 0 .8rem}
h3{font-size:1.2rem;line-height:1.3;margin:0;overflow-wrap:anywhere}
h4{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.8rem 0 .5rem}
p{margin:.4rem 0}
.soft{color:var(--soft)}.small{font-size:.875rem}.as-is{text-transform:none}.any{overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.4rem 1.6rem;margin:0 0 1.4rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.8rem;padding:0;margin:1.4rem 0 0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}
.tiles strong{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:1rem 0 0;font-size:.92rem}
.badge{display:inline-block;border:1.5px solid currentColor;border-radius:99px;padding:.05rem .7rem;font-size:.8rem;font-weight:700;text-transform:uppercase;letter-spacing:.04em;white-space:nowrap}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.info{color:var(--info)}
.good{color:var(--good)}.missing{color:var(--missing)}
.finding{border-left:6px solid var(--line)}
.finding.edge-critical{border-left-color:var(--critical)}.finding.edge-high{border-left-color:var(--high)}.finding.edge-medium{border-left-color:var(--medium)}.finding.edge-low{border-left-color:var(--low)}
.finding>header{display:flex;gap:1rem;justify-content:space-between;align-items:flex-start}
.numbers{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.8rem;margin:1.1rem 0 0}
.numbers div{background:var(--code);border-radius:8px;padding:.6rem .9rem}
.numbers dt{font-size:.8rem;color:var(--soft)}.numbers dd{margin:0;font-size:1.35rem;font-weight:650;font-variant-numeric:tabular-nums}
.numbers dd small{font-size:.8rem;font-weight:400;color:var(--soft)}
.bar{display:block;height:6px;border-radius:3px;background:var(--bar);margin-top:.35rem;overflow:hidden}.bar i{display:block;height:100%;background:currentColor}
dl.facts{display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.35rem 1rem;margin:.4rem 0}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
code,pre{font:13px/1.55 ui-monospace,"Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{overflow-wrap:anywhere}
pre{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.7rem .9rem;margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:28rem;overflow:auto}
mark{background:var(--mark);color:inherit;border-bottom:2px solid var(--mark-line);padding:.05rem 0}
.cut{color:var(--soft);font-style:italic}
ol.story{list-style:none;margin:.3rem 0;padding:0 0 0 .4rem}
ol.story li{display:grid;grid-template-columns:6.8rem 7.2rem minmax(0,1fr);gap:.6rem;padding:.22rem 0 .22rem 1.1rem;border-left:2px solid var(--line);position:relative;overflow-wrap:anywhere}
ol.story li::before{content:"";position:absolute;left:-6px;top:.72rem;width:10px;height:10px;border-radius:50%;background:var(--soft)}
ol.story li.process::before,ol.story li.script::before{background:var(--accent)}ol.story li.encryption::before,ol.story li.tamper::before{background:var(--missing)}ol.story li.connection::before{background:var(--critical)}
ol.story time{font-variant-numeric:tabular-nums;color:var(--soft)}
ol.story .what{font-size:.8rem;color:var(--soft);padding-top:.1rem}
svg.lanes{display:block;width:100%;height:auto;margin:.6rem 0 .9rem}
svg.lanes text{fill:var(--soft);font-size:11px}svg.lanes line{stroke:var(--line)}svg.lanes .axis{stroke:var(--soft)}
svg.lanes circle{fill:var(--accent)}svg.lanes .encryption circle,svg.lanes .tamper circle{fill:var(--missing)}svg.lanes .connection circle{fill:var(--critical)}svg.lanes rect{fill:var(--critical);opacity:.25}
ul.tree,ul.tree ul{list-style:none;margin:0;padding:0}
ul.tree ul{margin-left:.7rem;padding-left:1.1rem;border-left:2px solid var(--line)}
ul.tree li{padding:.2rem 0}ul.tree .self>.line{font-weight:650}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--soft);font-size:.875rem;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-bottom:1px solid var(--line)}
thead th{font-size:.8rem;color:var(--soft);font-weight:600;border-bottom:2px solid var(--line)}
tbody th{font-weight:600;overflow-wrap:anywhere}
td.any,tbody th{min-width:10rem}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.outweighed td{color:var(--soft)}tr.outweighed .number{text-decoration:line-through}
tr.total th,tr.total td{border-top:2px solid var(--line);font-weight:650}
td .small,th .small{display:block;font-weight:400}
table.matrix{font-size:.85rem}table.matrix .state{white-space:normal}table.matrix td,table.matrix tbody th{min-width:6.4rem}table.matrix tbody th{min-width:11rem}table.matrix .small{font-size:.8rem}
.card>h4:first-child{margin-top:0}
.state{font-weight:600;white-space:nowrap}
details{margin:.7rem 0}summary{cursor:pointer;font-weight:600;padding:.2rem 0}
ul.plain{margin:.3rem 0;padding-left:1.2rem}ul.plain li{margin:.2rem 0;overflow-wrap:anywhere}
.unseen{border:1px solid var(--line);border-left:4px solid var(--missing);border-radius:6px;padding:.5rem 1rem;margin:.5rem 0}
footer{color:var(--soft);font-size:.875rem;padding-top:1rem;padding-bottom:3rem}
pre+dl.facts,details+dl.facts{margin-top:1.4rem}
@media (max-width:40rem){svg.lanes{display:none}.numbers{grid-template-columns:1fr}dl.facts{grid-template-columns:1fr;gap:.1rem}dl.facts dd{margin-bottom:.5rem}ol.story li{grid-template-columns:1fr;gap:0}.card{padding:1rem}}
@media print{nav{display:none}:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f6f6f6;--mark:#ffeeb0;--bar:#ddd}body{font-size:10.5pt}.skip{display:none}pre{max-height:none;overflow:visible}.scroll{overflow:visible}table,table.matrix{font-size:8.5pt}table.matrix td,td.any,tbody th,table.matrix tbody th{min-width:0}.card{break-inside:auto;border-radius:0}h2,h3,h4{break-after:avoid}tr,ol.story li{break-inside:avoid}}
`;
