import { PAGE_SCRIPT } from '../shared/page-script.ts';
import { PHONE_CHAT_SCRIPT } from './phone-chat-script.ts';

/** The phone's own code: plain DOM, no framework; every text goes in as text, never as HTML. `W` are the words of its language. */
export const PHONE_SCRIPT = `
const screen_ = document.getElementById('screen'), title = document.getElementById('title');
let tab = 'scan', visitId = new URLSearchParams(location.search).get('visit'), opened = null, creating = false, chosen = null, timer, drawn = '';

${PAGE_SCRIPT}
async function call(method, path, body) {
  const response = await fetch('/_sandbox' + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}
async function attempt(work) {
  try { await work(); } catch (error) { say(error.message); }
  await refresh(true);
}
const put = (text, value) => text.replace('{}', () => value);
const authorized = (account) => account.authorizations.some((one) => !one.revoked);
const tag = (text, on) => h('span', { class: on ? 'tag on' : 'tag' }, text);
const tags = (account) => h('div', {}, tag(account.verified ? W.isVerified : W.isNotVerified, account.verified), authorized(account) ? tag(W.isAuthorized, true) : null);
const face = (account) => h('span', { class: 'face', 'aria-hidden': 'true' }, [...account.nickName][0]);
/** The time; of another day the date. */
const when = (time) => { const date = new Date(time); return date.toDateString() === new Date().toDateString() ? date.toLocaleTimeString(LOCALE) : date.toLocaleDateString(LOCALE); };
const go = (name) => { tab = name; opened = null; creating = false; visitId = null; refresh(true); };

function scanScreen({ visits, qrCodes, accounts }) {
  const names = new Map(accounts.map((account) => [account.appId, account.nickName]));
  const row = (title, detail, name, scan) => h('div', { class: 'row' },
    h('span', { class: 'face', 'aria-hidden': 'true' }, 'QR'),
    h('div', { class: 'grow' }, title, h('div', { class: 'soft' }, detail)),
    h('button', { type: 'button', class: 'button small', 'aria-label': put(W.scanThis, name), onclick: scan }, W.scan));
  return [
    ask(W.qrCode, W.qrCodeHint, W.scan, scanCode),
    visits.length === 0 ? h('p', { class: 'empty' }, W.noVisits) : null,
    visits.length === 0 ? null : h('h3', { class: 'section' }, W.visits),
    h('div', { class: 'list' }, visits.map((visit) => row(visit.startDomain,
      put(visit.kind === 'PC' ? W.openedOnDesk : W.openedOnPhone, when(visit.openedAt)), visit.startDomain,
      () => { visitId = visit.id; refresh(true); }))),
    qrCodes.length === 0 ? null : h('h3', { class: 'section' }, W.qrCodes),
    h('div', { class: 'list' }, qrCodes.map((code) => row(names.get(code.appId),
      code.scene + (code.expiresAt === null ? '' : put(W.until, when(code.expiresAt))), code.scene,
      () => scanCode(code.url)))),
  ];
}

function visitScreen({ visit, accounts }) {
  const choices = visit.selectable.map((appId) => accounts.find((account) => account.appId === appId)).filter(Boolean);
  if (!choices.some((account) => account.appId === chosen)) chosen = (choices[0] || {}).appId;
  const back = h('button', { type: 'button', class: 'button', onclick: () => go('scan') }, W.back);
  if (visit.status === 'CONFIRMED') {
    return [h('p', { class: 'empty' }, W.confirmed),
      h('div', { class: 'actions' }, visit.kind === 'MOBILE' ? h('a', { class: 'button main', href: visit.redirectUrl }, W.goOn) : null, back)];
  }
  if (visit.status === 'EXPIRED') return [h('p', { class: 'empty' }, W.expired), h('div', { class: 'actions' }, back)];
  const decide = (decision) => attempt(async () => {
    await call('POST', '/visits/' + visit.id, decision === 'CONFIRM' ? { decision, appId: chosen } : { decision });
    if (decision === 'CANCEL') { say(W.cancelled); visitId = null; }
  });
  return [
    h('p', { class: 'section' }, put(W.asks, visit.startDomain)),
    choices.length === 0 ? h('p', { class: 'empty' }, W.noChoice) : null,
    h('div', { class: 'list', role: 'radiogroup', 'aria-label': W.account }, choices.map((account) => h('label', { class: 'row' },
      h('input', { type: 'radio', name: 'account', checked: account.appId === chosen, onchange: () => { chosen = account.appId; } }),
      face(account), h('div', { class: 'grow' }, account.nickName, tags(account))))),
    h('div', { class: 'actions' },
      choices.length === 0
        ? h('button', { type: 'button', class: 'button main', onclick: () => { const id = visitId; go('accounts'); creating = true; visitId = id; refresh(true); } }, W.createOne)
        : h('button', { type: 'button', class: 'button main', disabled: visit.status === 'CONFIRMING', onclick: () => decide('CONFIRM') }, visit.status === 'CONFIRMING' ? W.confirming : W.confirm),
      h('button', { type: 'button', class: 'button', onclick: () => decide('CANCEL') }, W.cancel)),
  ];
}

function accountsScreen({ accounts }) {
  return [
    accounts.length === 0 ? h('p', { class: 'empty' }, W.noAccounts) : h('h3', { class: 'section' }, W.yours),
    h('div', { class: 'list' }, accounts.map((account) => h('button', { type: 'button', class: 'row', onclick: () => { opened = account.appId; refresh(true); } },
      face(account), h('div', { class: 'grow' }, account.nickName, tags(account)), h('span', { 'aria-hidden': 'true' }, '›')))),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button main', onclick: () => { creating = true; refresh(true); } }, W.createOne)),
  ];
}

function accountScreen({ accounts }) {
  const account = accounts.find((one) => one.appId === opened);
  const facts = [['AppID', account.appId], [W.originalId, account.originalId], [W.type, W.types[account.serviceType]], [W.verified, account.verified ? W.yes : W.no], [W.openPlatform, account.openPlatform || W.notBound], [W.principal, account.principalName]];
  const grants = account.authorizations.filter((one) => !one.revoked);
  return [
    h('h3', { class: 'section' }, account.nickName),
    h('div', { class: 'list' }, facts.map(([name, value]) => h('div', { class: 'row' }, h('span', { class: 'soft', style: 'width:96px' }, name), h('div', { class: 'grow' }, value)))),
    h('h3', { class: 'section' }, W.platforms),
    grants.length === 0 ? h('p', { class: 'section' }, W.noPlatforms) : h('div', { class: 'list' }, grants.map((one) => h('div', { class: 'row' },
      h('div', { class: 'grow' }, one.componentAppId, h('div', { class: 'soft' }, put(W.permissions, one.permissions.length) + new Date(one.authorizedAt * 1000).toLocaleString(LOCALE))),
      h('button', { type: 'button', class: 'button small danger', onclick: () => attempt(async () => { await call('POST', '/accounts/' + opened + '/revoke', { componentAppId: one.componentAppId }); say(W.removed); }) }, W.remove)))),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', onclick: () => go('accounts') }, W.back)),
  ];
}

function createScreen() {
  const field = (label, control) => h('label', { class: 'field' }, h('span', {}, label), control);
  const create = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    attempt(async () => {
      const input = { nickName: form.get('nickName'), serviceType: form.get('serviceType'), verified: form.has('verified') };
      if (form.get('openPlatform')) input.openPlatform = form.get('openPlatform');
      const account = await call('POST', '/accounts', input);
      creating = false;
      chosen = account.appId;
      if (visitId) tab = 'scan'; else opened = account.appId;
    });
  };
  return [h('form', { onsubmit: create },
    h('h3', { class: 'section' }, W.aNewAccount),
    field(W.name, h('input', { name: 'nickName', required: true, maxlength: 30, autocomplete: 'off' })),
    field(W.type, h('select', { name: 'serviceType' }, Object.entries(W.types).filter(([type]) => type !== 'SUBSCRIPTION_UPGRADED').map(([type, name]) => h('option', { value: type, selected: type === 'SERVICE' }, name)))),
    field(W.verified, h('input', { type: 'checkbox', name: 'verified', checked: true })),
    field(W.openPlatform, h('input', { name: 'openPlatform', placeholder: W.none, autocomplete: 'off' })),
    h('div', { class: 'actions' }, h('button', { class: 'button main' }, W.create), h('button', { type: 'button', class: 'button', onclick: () => { creating = false; refresh(true); } }, W.cancel)))];
}
${PHONE_CHAT_SCRIPT}
async function view() {
  const { accounts } = await call('GET', '/accounts');
  if (tab === 'scan' && visitId) {
    try { return [W.authorize, { visit: await call('GET', '/visits/' + visitId), accounts }, visitScreen]; } catch { visitId = null; }
  }
  if (tab === 'scan') return [W.scan, { ...(await call('GET', '/visits')), ...(await call('GET', '/qr-codes')), accounts }, scanScreen];
  if (creating) return [W.newAccount, {}, createScreen];
  if (tab === 'accounts' && opened) return [W.account, { accounts }, accountScreen];
  if (tab === 'accounts') return [W.accounts, { accounts }, accountsScreen];
  return [W.chat, await chatData(accounts), chatScreen];
}
async function refresh(force) {
  clearTimeout(timer);
  try {
    const [name, data, draw] = await view();
    const now = name + JSON.stringify(data);
    if (force || now !== drawn) {
      drawn = now;
      title.textContent = name;
      const held = document.activeElement && screen_.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
      screen_.replaceChildren(...draw(data).filter(Boolean));
      const again = held && [...screen_.querySelectorAll('[aria-label]')].find((one) => one.getAttribute('aria-label') === held);
      if (again) again.focus();
      const chat = screen_.querySelector('.chat');
      if (chat) chat.scrollTop = chat.scrollHeight;
    }
    for (const button of document.querySelectorAll('nav button')) {
      if (button.dataset.tab === tab) button.setAttribute('aria-current', 'page'); else button.removeAttribute('aria-current');
    }
  } catch (error) { say(put(W.noAnswer, error.message)); }
  clearTimeout(timer);
  timer = setTimeout(refresh, 1000);
}
for (const button of document.querySelectorAll('nav button')) button.addEventListener('click', () => go(button.dataset.tab));
refresh(true);`;
