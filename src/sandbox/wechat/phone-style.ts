/** Full screen on a phone, a phone on a desk elsewhere. */
export const PHONE_STYLE = `
*{box-sizing:border-box}
:root{--green:#07c160;--ink:#191919;--soft:#6b6b6b;--line:#e5e5e5;--link:#576b95;--red:#b3261e}
body{margin:0;background:#dfe3e6;color:var(--ink);font:16px/1.45 -apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
h1,h2,h3,p{margin:0}
button,input,select{font:inherit;color:inherit}
button{cursor:pointer}
button:disabled{opacity:.5;cursor:default}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.soft{color:var(--soft);font-size:14px}
aside{display:none}
.phone{display:flex;flex-direction:column;height:100dvh;background:#ededed;position:relative;overflow:hidden}
header{display:flex;align-items:center;justify-content:center;padding:14px 16px;background:#ededed;border-bottom:1px solid #d9d9d9}
header h2{font-size:17px}
main{flex:1;overflow-y:auto;display:flex;flex-direction:column}
nav{display:flex;background:#f7f7f7;border-top:1px solid #d9d9d9;padding-bottom:env(safe-area-inset-bottom)}
nav button{flex:1;border:0;background:none;padding:8px 0;font-size:12px;color:var(--soft)}
nav button svg{display:block;margin:0 auto 2px}
nav button[aria-current]{color:#06893f;font-weight:600}
.section{padding:16px 16px 6px;color:var(--soft);font-size:14px;font-weight:400}
.list{background:#fff;border-block:1px solid var(--line)}
.row{display:flex;align-items:center;gap:12px;width:100%;min-height:60px;padding:10px 16px;border:0;border-bottom:1px solid var(--line);background:#fff;text-align:left}
.row:last-child{border-bottom:0}
.row>.grow{flex:1;min-width:0;overflow-wrap:anywhere}
.face{flex:none;width:42px;height:42px;border-radius:6px;background:#cfd8dc;color:#33424a;display:grid;place-items:center;font-weight:600}
input[type=radio],input[type=checkbox]{accent-color:var(--green);width:20px;height:20px;flex:none}
.tag{display:inline-block;padding:1px 7px;border-radius:9px;background:#eee;color:#4a4a4a;font-size:12px;margin-right:4px}
.tag.on{background:#d8f5e5;color:#04612f}
.empty{padding:48px 32px;text-align:center;color:var(--soft)}
.actions{padding:16px;display:flex;flex-direction:column;gap:10px}
.button{display:block;width:100%;padding:12px;border:0;border-radius:8px;background:#fff;text-align:center;font-weight:600;color:#06893f;text-decoration:none}
.button.main{background:#06893f;color:#fff}
.button.danger{color:var(--red)}
.button.small{width:auto;padding:6px 14px;font-size:14px;background:#f2f2f2}
.field{display:flex;align-items:center;gap:12px;padding:10px 16px;border-bottom:1px solid var(--line);background:#fff}
.field>span{width:112px;flex:none}
.field input:not([type=checkbox]),.field select,.pick{flex:1;min-width:0;padding:8px;border:1px solid #c7c7c7;border-radius:6px;background:#fff}
.bar{display:flex;gap:8px;padding:10px 12px;background:#f7f7f7;border-bottom:1px solid #d9d9d9;align-items:center}
.bar.bottom{border-bottom:0;border-top:1px solid #d9d9d9}
.chat{flex:1;overflow-y:auto;padding:12px;display:flex;flex-direction:column;gap:10px}
.bubble{max-width:78%;padding:8px 12px;border-radius:8px;background:#fff;align-self:flex-start;overflow-wrap:anywhere;white-space:pre-wrap}
.bubble.mine{background:#95ec69;align-self:flex-end}
.note{align-self:center;font-size:12px;color:var(--soft);text-align:center}
#toast{position:absolute;left:24px;right:24px;bottom:84px;padding:10px 14px;border-radius:8px;background:rgba(30,30,30,.92);color:#fff;text-align:center;opacity:0;transition:opacity .2s;pointer-events:none}
#toast.on{opacity:1}
@media (min-width:640px){
  body{min-height:100vh;display:flex;gap:56px;align-items:center;justify-content:center;padding:24px}
  .phone{width:390px;height:min(800px,100vh - 48px);border-radius:40px;border:10px solid #1f2326;box-shadow:0 20px 50px rgba(0,0,0,.25)}
}
@media (min-width:900px){
  aside{display:block;width:320px}
  aside h1{font-size:28px;margin-bottom:12px}
  aside ul{padding-left:20px;margin:16px 0}
  aside li{margin-bottom:8px}
}
`;
