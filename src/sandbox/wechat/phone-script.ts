import { PAGE_SCRIPT } from '../shared/page-script.ts';
import { PHONE_CHAT_SCRIPT } from './phone-chat-script.ts';

/** The phone's own code: plain DOM, no framework; every text goes in as text, never as HTML. */
export const PHONE_SCRIPT = `'use strict';
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
const TYPES = { SUBSCRIPTION: 'Subscription account', SUBSCRIPTION_UPGRADED: 'Subscription account (upgraded)', SERVICE: 'Service account', MINI_PROGRAM: 'Mini program', VIDEO: 'Video account' };
const authorized = (account) => account.authorizations.some((one) => !one.revoked);
const tag = (text, on) => h('span', { class: on ? 'tag on' : 'tag' }, text);
const tags = (account) => h('div', {}, tag(account.verified ? 'verified' : 'not verified', account.verified), authorized(account) ? tag('authorized', true) : null);
const face = (account) => h('span', { class: 'face', 'aria-hidden': 'true' }, [...account.nickName][0]);
/** The time; of another day the date. */
const when = (time) => { const date = new Date(time); return date.toDateString() === new Date().toDateString() ? date.toLocaleTimeString() : date.toLocaleDateString(); };
const go = (name) => { tab = name; opened = null; creating = false; visitId = null; refresh(true); };

function scanScreen({ visits, qrCodes, accounts }) {
  const names = new Map(accounts.map((account) => [account.appId, account.nickName]));
  const row = (title, detail, name, scan) => h('div', { class: 'row' },
    h('span', { class: 'face', 'aria-hidden': 'true' }, 'QR'),
    h('div', { class: 'grow' }, title, h('div', { class: 'soft' }, detail)),
    h('button', { type: 'button', class: 'button small', 'aria-label': 'Scan ' + name, onclick: scan }, 'Scan'));
  return [
    ask('QR code', 'Address or scene of a QR code', 'Scan', scanCode),
    visits.length === 0 ? h('p', { class: 'empty' }, 'No page asks for an authorization. Open an authorization link in another tab, then come back.') : null,
    visits.length === 0 ? null : h('h3', { class: 'section' }, 'Pages that ask for an authorization'),
    h('div', { class: 'list' }, visits.map((visit) => row(visit.startDomain,
      (visit.kind === 'PC' ? 'QR page, opened ' : 'Page on a phone, opened ') + when(visit.openedAt), visit.startDomain,
      () => { visitId = visit.id; refresh(true); }))),
    qrCodes.length === 0 ? null : h('h3', { class: 'section' }, 'QR codes of accounts'),
    h('div', { class: 'list' }, qrCodes.map((code) => row(names.get(code.appId),
      code.scene + (code.expiresAt === null ? '' : ', until ' + when(code.expiresAt)), code.scene,
      () => scanCode(code.url)))),
  ];
}

function visitScreen({ visit, accounts }) {
  const choices = visit.selectable.map((appId) => accounts.find((account) => account.appId === appId)).filter(Boolean);
  if (!choices.some((account) => account.appId === chosen)) chosen = (choices[0] || {}).appId;
  const back = h('button', { type: 'button', class: 'button', onclick: () => go('scan') }, 'Back');
  if (visit.status === 'CONFIRMED') {
    return [h('p', { class: 'empty' }, 'Authorized. The page with the QR code goes on by itself.'),
      h('div', { class: 'actions' }, visit.kind === 'MOBILE' ? h('a', { class: 'button main', href: visit.redirectUrl }, 'Continue') : null, back)];
  }
  if (visit.status === 'EXPIRED') return [h('p', { class: 'empty' }, 'PreAuthCode无效 – this code was used or has expired.'), h('div', { class: 'actions' }, back)];
  const decide = (decision) => attempt(async () => {
    await call('POST', '/visits/' + visit.id, decision === 'CONFIRM' ? { decision, appId: chosen } : { decision });
    if (decision === 'CANCEL') { say('Cancelled'); visitId = null; }
  });
  return [
    h('p', { class: 'section' }, visit.startDomain + ' asks to manage one of your accounts. Choose it:'),
    choices.length === 0 ? h('p', { class: 'empty' }, 'You administer no account that can be chosen here.') : null,
    h('div', { class: 'list', role: 'radiogroup', 'aria-label': 'Account' }, choices.map((account) => h('label', { class: 'row' },
      h('input', { type: 'radio', name: 'account', checked: account.appId === chosen, onchange: () => { chosen = account.appId; } }),
      face(account), h('div', { class: 'grow' }, account.nickName, tags(account))))),
    h('div', { class: 'actions' },
      choices.length === 0
        ? h('button', { type: 'button', class: 'button main', onclick: () => { const id = visitId; go('accounts'); creating = true; visitId = id; refresh(true); } }, 'Create an account')
        : h('button', { type: 'button', class: 'button main', disabled: visit.status === 'CONFIRMING', onclick: () => decide('CONFIRM') }, visit.status === 'CONFIRMING' ? 'Confirming…' : 'Confirm'),
      h('button', { type: 'button', class: 'button', onclick: () => decide('CANCEL') }, 'Cancel')),
  ];
}

function accountsScreen({ accounts }) {
  return [
    accounts.length === 0 ? h('p', { class: 'empty' }, 'You administer no account yet.') : h('h3', { class: 'section' }, 'Accounts you administer'),
    h('div', { class: 'list' }, accounts.map((account) => h('button', { type: 'button', class: 'row', onclick: () => { opened = account.appId; refresh(true); } },
      face(account), h('div', { class: 'grow' }, account.nickName, tags(account)), h('span', { 'aria-hidden': 'true' }, '›')))),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button main', onclick: () => { creating = true; refresh(true); } }, 'Create an account')),
  ];
}

function accountScreen({ accounts }) {
  const account = accounts.find((one) => one.appId === opened);
  const facts = [['AppID', account.appId], ['Original id', account.originalId], ['Type', TYPES[account.serviceType]], ['Verified', account.verified ? 'yes' : 'no'], ['Open platform', account.openPlatform || 'not bound'], ['Principal', account.principalName]];
  const grants = account.authorizations.filter((one) => !one.revoked);
  return [
    h('h3', { class: 'section' }, account.nickName),
    h('div', { class: 'list' }, facts.map(([name, value]) => h('div', { class: 'row' }, h('span', { class: 'soft', style: 'width:96px' }, name), h('div', { class: 'grow' }, value)))),
    h('h3', { class: 'section' }, 'Authorized platforms'),
    grants.length === 0 ? h('p', { class: 'section' }, 'None.') : h('div', { class: 'list' }, grants.map((one) => h('div', { class: 'row' },
      h('div', { class: 'grow' }, one.componentAppId, h('div', { class: 'soft' }, one.permissions.length + ' permission sets, ' + new Date(one.authorizedAt * 1000).toLocaleString())),
      h('button', { type: 'button', class: 'button small danger', onclick: () => attempt(async () => { await call('POST', '/accounts/' + opened + '/revoke', { componentAppId: one.componentAppId }); say('Authorization removed'); }) }, 'Remove')))),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', onclick: () => go('accounts') }, 'Back')),
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
    h('h3', { class: 'section' }, 'A new account'),
    field('Name', h('input', { name: 'nickName', required: true, maxlength: 30, autocomplete: 'off' })),
    field('Type', h('select', { name: 'serviceType' }, Object.entries(TYPES).filter(([type]) => type !== 'SUBSCRIPTION_UPGRADED').map(([type, name]) => h('option', { value: type, selected: type === 'SERVICE' }, name)))),
    field('Verified', h('input', { type: 'checkbox', name: 'verified', checked: true })),
    field('Open platform', h('input', { name: 'openPlatform', placeholder: 'none', autocomplete: 'off' })),
    h('div', { class: 'actions' }, h('button', { class: 'button main' }, 'Create'), h('button', { type: 'button', class: 'button', onclick: () => { creating = false; refresh(true); } }, 'Cancel')))];
}
${PHONE_CHAT_SCRIPT}
async function view() {
  const { accounts } = await call('GET', '/accounts');
  if (tab === 'scan' && visitId) {
    try { return ['Authorize', { visit: await call('GET', '/visits/' + visitId), accounts }, visitScreen]; } catch { visitId = null; }
  }
  if (tab === 'scan') return ['Scan', { ...(await call('GET', '/visits')), ...(await call('GET', '/qr-codes')), accounts }, scanScreen];
  if (creating) return ['New account', {}, createScreen];
  if (tab === 'accounts' && opened) return ['Account', { accounts }, accountScreen];
  if (tab === 'accounts') return ['Accounts', { accounts }, accountsScreen];
  return ['Chat', await chatData(accounts), chatScreen];
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
  } catch (error) { say('The sandbox does not answer: ' + error.message); }
  clearTimeout(timer);
  timer = setTimeout(refresh, 1000);
}
for (const button of document.querySelectorAll('nav button')) button.addEventListener('click', () => go(button.dataset.tab));
refresh(true);`;
