/** The phone's chat: one person, who follows, writes, taps, opens links and unfollows. The same person in every account. */
export const PHONE_CHAT_SCRIPT = `
let talkTo = localStorage.getItem('talkTo'), more = false;
const drafts = {};
const me = localStorage.getItem('me') || 'phone-' + Math.random().toString(36).slice(2, 8);
localStorage.setItem('me', me);

async function chatData(accounts) {
  const account = accounts.find((one) => one.appId === talkTo) || accounts.findLast(authorized) || accounts[0];
  if (!account) return { accounts, account: null, lines: [], follows: false };
  talkTo = account.appId;
  const { openId, follower } = await call('GET', '/followers/' + talkTo + '?person=' + encodeURIComponent(me));
  const { messages } = await call('GET', '/messages?appId=' + talkTo + '&openId=' + encodeURIComponent(openId));
  return { accounts, account, lines: messages, follows: follower !== null && follower.subscribed };
}
function tell(answer) {
  if (answer.pushes.length === 0) say(W.noReceiver);
  else if (answer.failed > 0) say(put(W.notAccepted, answer.pushes.map((push) => push.tries[push.tries.length - 1].problem).join(', ')));
}
function act(type, rest = {}) {
  return attempt(async () => tell(await call('POST', '/accounts/' + talkTo + '/events', { type, person: me, ...rest })));
}
function scanCode(code) {
  return attempt(async () => {
    const answer = await call('POST', '/qr-codes/scan', { code, person: me, ...(talkTo ? { appId: talkTo } : {}) });
    talkTo = answer.appId;
    localStorage.setItem('talkTo', talkTo);
    go('chat');
    tell(answer);
  });
}
/** WeChat's browser: its page of web authorization learns from the cookie who is looking. */
function openLink(url) {
  document.cookie = 'person=' + encodeURIComponent(me) + '; path=/connect; SameSite=Lax';
  if (!/^https?:/.test(url)) say(W.noAddress);
  else if (window.open(url) === null) say(W.popUpBlocked);
}
/** A line with a text, which is kept while the screen is drawn again, and a button. */
function ask(label, placeholder, button, use, on = true, before = null) {
  const submit = (event) => { event.preventDefault(); const text = (drafts[label] || '').trim(); drafts[label] = ''; if (text) use(text); };
  return h('form', { class: 'bar', onsubmit: submit }, before,
    h('input', { class: 'pick', 'aria-label': label, value: drafts[label] || '', placeholder, disabled: !on, autocomplete: 'off', oninput: (event) => { drafts[label] = event.target.value; } }),
    h('button', { class: 'button small', disabled: !on }, button));
}
function bubble(line) {
  if (line.via === 'EVENT') return h('p', { class: 'note' }, line.text ? put(W.eventOf, W.events[line.type] || line.type) + line.text : W.events[line.type] || line.type);
  if (line.via === 'FAILURE') return h('p', { class: 'note' }, line.text);
  return h('p', { class: line.from === 'FOLLOWER' ? 'bubble mine' : 'bubble' }, line.text || '[' + line.type + ']');
}
function chatScreen({ accounts, account, lines, follows }) {
  if (account === null) return [h('p', { class: 'empty' }, W.noChat)];
  const pick = h('select', { class: 'pick', 'aria-label': W.account, onchange: (event) => { talkTo = event.target.value; localStorage.setItem('talkTo', talkTo); drafts[W.message] = ''; refresh(true); } },
    accounts.map((one) => h('option', { value: one.appId, selected: one === account }, one.nickName)));
  const plus = h('button', { type: 'button', class: 'button small', 'aria-label': W.more, 'aria-expanded': String(more), onclick: () => { more = !more; refresh(true); } }, more ? '–' : '+');
  return [
    h('div', { class: 'bar' }, pick, h('button', { type: 'button', class: follows ? 'button small danger' : 'button small', onclick: () => act(follows ? 'unsubscribe' : 'subscribe') }, follows ? W.unfollow : W.follow)),
    h('div', { class: 'chat', role: 'log' }, lines.length === 0 ? h('p', { class: 'note' }, follows ? W.nothingSaid : W.notFollowed) : lines.map(bubble)),
    ...(more ? [
      ask(W.menuKey, W.menuKeyHint, W.tap, (eventKey) => act('CLICK', { eventKey })),
      ask(W.link, 'https://…', W.open, openLink),
    ] : []),
    ask(W.message, follows ? W.message : W.followToWrite, W.send, (content) => act('text', { content }), follows, plus),
  ];
}
`;
