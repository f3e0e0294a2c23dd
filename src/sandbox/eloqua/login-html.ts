import type { App } from './apps.ts';
import { escapeHtml, type Page, page } from './page-html.ts';
import type { Site } from './site.ts';

const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:#f1efed;color:#161513;display:flex;flex-direction:column;align-items:center;justify-content:center;
  font:16px/1.5 -apple-system,"Segoe UI",Roboto,sans-serif}
main{width:min(440px,100% - 32px);background:#fff;border-radius:8px;padding:32px;border-top:4px solid #c74634;box-shadow:0 1px 4px rgba(0,0,0,.12)}
h1{font-size:20px;margin:0 0 12px}p{margin:8px 0}.soft{color:#6b6560;font-size:14px}
label{display:block;margin:16px 0 4px;font-size:14px}
select{width:100%;padding:10px;border:1px solid #a8a29d;border-radius:4px;background:#fff;font:inherit}
button{width:100%;padding:12px;margin-top:12px;border:1px solid #a8a29d;border-radius:4px;font:inherit;font-weight:600;cursor:pointer;background:#fff;color:#161513}
button.main{background:#227e9e;border-color:#227e9e;color:#fff}button:disabled{opacity:.5;cursor:default}
button:focus-visible,select:focus-visible{outline:3px solid #227e9e;outline-offset:2px}
.error{color:#b3261e;min-height:24px}footer{margin:16px;color:#6b6560;font-size:13px}
`;

const SCRIPT = `
const form = document.querySelector('form'), error = document.getElementById('error'), who = document.getElementById('who');
async function decide(decision) {
  for (const button of form.querySelectorAll('button')) button.disabled = true;
  const [site, user] = JSON.parse(who.value);
  const response = await fetch('/_sandbox/authorize', { method: 'POST', body: JSON.stringify({ authorizeUrl: location.href, site, user, decision, follow: false }) });
  const answer = await response.json();
  if (response.ok) { location.replace(answer.redirectUrl); return; }
  error.textContent = answer.error.message;
  for (const button of form.querySelectorAll('button')) button.disabled = false;
}
form.addEventListener('submit', (event) => { event.preventDefault(); decide('ALLOW'); });
document.getElementById('deny').addEventListener('click', () => decide('DENY'));
`;

const FOOTER = '<footer>Sandbox – this is not Oracle Eloqua.</footer>';

/** Asks a user of some site; who is signed in is chosen here. */
export function consentPage(app: App, sites: readonly Site[]): Page {
  const choices = sites.flatMap((site) =>
    Object.values(site.users)
      .filter((user) => !user.isDisabled && !user.isDeleted)
      .toSorted((a, b) => Number(b.isAdministrator) - Number(a.isAdministrator))
      .map(
        (user) =>
          `<option value="${escapeHtml(JSON.stringify([site.name, user.id]))}">` +
          `${escapeHtml(`${site.name} \\ ${user.name}${user.isAdministrator ? ' (administrator)' : ''}`)}</option>`,
      ),
  );
  return page(
    'Authorize – Eloqua sandbox',
    STYLE,
    `<main>
<h1>${escapeHtml(app.name)} asks to use Eloqua</h1>
<p>It will be able to read and change what you can.</p>
<form>
<label for="who">Signed in as</label>
<select id="who">${choices.join('')}</select>
<p class="error" id="error" role="alert"></p>
<button class="main">Allow</button>
<button type="button" id="deny">Deny</button>
</form>
</main>
${FOOTER}`,
    SCRIPT,
  );
}

/** One sentence: an authorization that cannot begin, or an install that has ended. */
export function plainPage(title: string, text: string): Page {
  return page(
    title,
    STYLE,
    `<main>\n<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>\n</main>\n${FOOTER}`,
  );
}
