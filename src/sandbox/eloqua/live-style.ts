/** One column on a phone, two on a desk. */
export const LIVE_STYLE = `
*{box-sizing:border-box}
:root{--ink:#1c1b1a;--soft:#6a6560;--line:#e4e0db;--paper:#fff;--ground:#f3f1ee;--accent:#1f6f8b;--good:#1d6b3c;--bad:#a3271c;--warn:#8a5300}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.45 -apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Noto Sans CJK SC",sans-serif}
h1,h2,h3,p,ul{margin:0}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px;padding:16px 20px;background:var(--ink);color:#fff}
header h1{font-size:19px}
header p{color:#cfc9c2;font-size:13px;flex:1;min-width:180px}
header select{padding:6px 8px;border:1px solid #5b5650;border-radius:6px;background:#33302d;color:#fff;font:inherit}
main{display:grid;gap:16px;padding:16px;max-width:1280px;margin:0 auto;align-items:start}
section{background:var(--paper);border:1px solid var(--line);border-radius:10px;min-width:0}
section>h2{font-size:15px;padding:12px 16px;border-bottom:1px solid var(--line);display:flex;justify-content:space-between;gap:12px;align-items:center}
.count{color:var(--soft);font-weight:400;font-size:13px}
.row{padding:12px 16px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.row:last-child{border-bottom:0}
.head{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center}
.head b{flex:1;min-width:160px}
.soft{color:var(--soft);font-size:13px}
.tag{display:inline-block;padding:1px 9px;border-radius:10px;font-size:12px;background:#ece8e3;color:#4a4641;white-space:nowrap}
.tag.good{background:#dcf1e3;color:var(--good)}
.tag.bad{background:#fbe3e0;color:var(--bad)}
.tag.warn{background:#fcedd2;color:var(--warn)}
.step{margin-top:10px;padding:10px 12px;border:1px solid var(--line);border-left:3px solid var(--accent);border-radius:6px}
.actions{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}
button{font:inherit;font-size:13px;padding:5px 12px;border:1px solid #c9c3bc;border-radius:6px;background:#fff;color:var(--ink);cursor:pointer}
button:hover{background:#f7f5f2}
button.main{background:var(--accent);border-color:var(--accent);color:#fff}
button.danger{color:var(--bad)}
button:disabled{opacity:.5;cursor:default}
:focus-visible{outline:3px solid #64a9c2;outline-offset:2px}
input[type=search]{font:inherit;font-size:13px;font-weight:400;padding:5px 10px;border:1px solid #c9c3bc;border-radius:6px;width:min(220px,50vw)}
.scroll{max-height:560px;overflow-y:auto}
.values{display:flex;flex-wrap:wrap;gap:2px 14px;margin-top:2px}
.fresh{background:#fffdf4;box-shadow:inset 3px 0 0 #e0b84f}
.changed{background:#fcedd2;border-radius:5px;padding:0 6px;margin-left:-6px}
del{color:var(--soft)}
ins{text-decoration:none;font-weight:600}
.done{list-style:none;padding:6px 0 0;font-size:13px;color:var(--soft)}
.done b{color:var(--ink);font-weight:600}
.empty{padding:24px 16px;color:var(--soft);text-align:center}
#toast{position:fixed;left:16px;right:16px;bottom:16px;max-width:520px;margin:0 auto;padding:10px 14px;border-radius:8px;background:#26231f;color:#fff;opacity:0;pointer-events:none;transition:opacity .2s}
#toast.on{opacity:1}
@media (min-width:900px){main{grid-template-columns:3fr 2fr;gap:20px;padding:20px}main>div{display:grid;gap:20px;min-width:0}}
body.contacts main{grid-template-columns:1fr;padding:8px}
body.contacts main>div:first-child{display:none}
body.contacts section:last-child{order:-1}
body.contacts .scroll{max-height:none}
@media (max-width:899px){main>div{display:grid;gap:16px;min-width:0}}
`;
