import type { Account, Visit } from './state.ts';
import type { Refusal } from './visits.ts';

const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:#f2f2f2;color:#191919;display:flex;flex-direction:column;align-items:center;justify-content:center;
  font:16px/1.5 -apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{width:min(440px,100% - 32px);background:#fff;border-radius:12px;padding:32px;text-align:center;box-shadow:0 1px 3px rgba(0,0,0,.08)}
h1{font-size:20px;margin:0 0 4px}p{margin:4px 0}.soft{color:#707070;font-size:14px}
.code{width:232px;margin:24px auto;padding:16px;border:1px solid #e5e5e5;border-radius:8px;position:relative}.code svg{display:block;width:100%}
.over{position:absolute;inset:0;background:rgba(255,255,255,.94);display:flex;align-items:center;justify-content:center;padding:16px;border-radius:8px}
.over[hidden]{display:none}
a{color:#576b95}
label{display:flex;gap:12px;align-items:center;text-align:left;padding:12px 0;border-bottom:1px solid #eee;cursor:pointer}
input[type=radio]{accent-color:#07c160;width:20px;height:20px;flex:none}
button{width:100%;padding:12px;margin-top:12px;border:0;border-radius:8px;font:inherit;font-weight:600;cursor:pointer;background:#f2f2f2;color:#06893f}
button.main{background:#06893f;color:#fff}button:disabled{opacity:.5;cursor:default}
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid #576b95;outline-offset:2px}
.error{color:#b3261e;min-height:24px}footer{margin:16px;color:#707070;font-size:13px;text-align:center}
`;

/** A page of WeChat's; the content must be escaped. */
export function page(title: string, content: string, script = ''): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
<footer>Sandbox – this is not WeChat.</footer>
${script === '' ? '' : `<script>\n${script}\n</script>`}
</body>
</html>`;
}

/** WeChat's error page: its words, then ours. */
export function refusalPage(refusal: Refusal): string {
  return page(
    '错误',
    `<h1>错误</h1>
<p>${escapeHtml(refusal.chinese)}</p>
<p class="soft" lang="en">${escapeHtml(refusal.english)}</p>`,
  );
}

/** The PC page: a QR code that the phone scans; goes to redirect_uri when the phone has confirmed. */
export function qrPage(visit: Visit, qrCode: string, scanUrl: string): string {
  return page(
    '公众平台账号授权',
    `<h1>公众平台账号授权</h1>
<p>使用公众平台绑定的管理员个人微信号扫描</p>
<p class="soft" lang="en">The account's administrator scans this with WeChat.</p>
<div class="code" role="img" aria-label="QR code">${qrCode}<div class="over" id="over" role="status" hidden></div></div>
<p><a href="${escapeHtml(scanUrl)}" target="_blank" rel="noopener" lang="en">Scan it with the sandbox's phone</a></p>`,
    `const over = document.getElementById('over');
function cover(text) { over.textContent = text; over.hidden = text === ''; }
async function look() {
  let visit;
  try { visit = await (await fetch('/_sandbox/visits/${visit.id}')).json(); } catch { visit = {}; }
  if (visit.status === 'CONFIRMED') { cover('授权成功 · authorized'); location.replace(visit.redirectUrl); return; }
  if (visit.status === 'EXPIRED') { cover('二维码已过期 · this QR code has expired'); return; }
  cover(visit.status === 'CONFIRMING' ? '确认中 · confirming…' : visit.status === 'CANCELLED' ? '已取消 · cancelled on the phone' : '');
  setTimeout(look, 700);
}
look();`,
  );
}

/** The page inside WeChat on a phone: choose the account and confirm, no scan. */
export function mobilePage(visit: Visit, accounts: readonly Account[]): string {
  const choices = accounts
    .map(
      (account, index) =>
        `<label><input type="radio" name="appId" value="${account.appId}"${index === 0 ? ' checked' : ''}>` +
        `<span>${escapeHtml(account.nickName)}<br><span class="soft">${account.originalId}</span></span></label>`,
    )
    .join('\n');
  const none =
    '<p class="soft">没有可授权的账号 · you administer no account that can be chosen here. <a href="/phone">Create one</a></p>';
  return page(
    '选择要授权的账号',
    `<h1>选择要授权的账号</h1>
<p class="soft" lang="en">Choose the account that authorizes.</p>
<form id="form">
${accounts.length === 0 ? none : choices}
<p class="error" id="error" role="alert"></p>
<button class="main"${accounts.length === 0 ? ' disabled' : ''}>授权 · Authorize</button>
<button type="button" id="cancel">取消 · Cancel</button>
</form>`,
    `const form = document.getElementById('form'), error = document.getElementById('error');
async function decide(body) {
  for (const button of form.querySelectorAll('button')) button.disabled = true;
  const response = await fetch('/_sandbox/visits/${visit.id}', { method: 'POST', body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) { error.textContent = answer.error.message; for (const button of form.querySelectorAll('button')) button.disabled = false; }
  else if (answer.redirectUrl) location.replace(answer.redirectUrl);
  else error.textContent = '已取消 · cancelled; this page may be closed';
}
form.addEventListener('submit', (event) => { event.preventDefault(); decide({ decision: 'CONFIRM', appId: new FormData(form).get('appId') }); });
document.getElementById('cancel').addEventListener('click', () => decide({ decision: 'CANCEL' }));`,
  );
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
