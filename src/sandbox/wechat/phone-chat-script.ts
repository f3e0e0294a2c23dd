/** The phone's chat: one follower, who follows, writes and unfollows. */
export const PHONE_CHAT_SCRIPT = `
let talkTo = localStorage.getItem('talkTo'), draft = '';
const me = (appId) => localStorage.getItem('me ' + appId);

async function chatData(accounts) {
  const account = accounts.find((one) => one.appId === talkTo) || accounts[0];
  if (!account) return { accounts, account: null, lines: [], follows: false };
  talkTo = account.appId;
  const openId = me(talkTo);
  if (!openId) return { accounts, account, lines: [], follows: false };
  const [{ messages }, { follower }] = await Promise.all([
    call('GET', '/messages?appId=' + talkTo + '&openId=' + encodeURIComponent(openId)),
    call('GET', '/followers/' + talkTo + '?openId=' + encodeURIComponent(openId)),
  ]);
  return { accounts, account, lines: messages, follows: follower !== null && follower.subscribed };
}
function act(type, more = {}) {
  return attempt(async () => {
    const openId = me(talkTo);
    const answer = await call('POST', '/accounts/' + talkTo + '/events', { type, ...(openId ? { openId } : {}), ...more });
    localStorage.setItem('me ' + talkTo, answer.openId);
    if (answer.pushes.length === 0) say('Nobody is authorized to receive this');
    else if (answer.failed > 0) say('Not accepted: ' + answer.pushes.map((push) => push.tries[push.tries.length - 1].problem).join(', '));
  });
}
const EVENTS = { subscribe: 'You follow this account', unsubscribe: 'You no longer follow this account' };
function bubble(line) {
  if (line.via === 'EVENT') return h('p', { class: 'note' }, EVENTS[line.type] || line.type + ' ' + line.text);
  if (line.via === 'FAILURE') return h('p', { class: 'note' }, line.text);
  return h('p', { class: line.from === 'FOLLOWER' ? 'bubble mine' : 'bubble' }, line.text || '[' + line.type + ']');
}
function chatScreen({ accounts, account, lines, follows }) {
  if (account === null) return [h('p', { class: 'empty' }, 'There is no account to follow yet. Create one under Accounts.')];
  const pick = h('select', { class: 'pick', 'aria-label': 'Account', onchange: (event) => { talkTo = event.target.value; localStorage.setItem('talkTo', talkTo); draft = ''; refresh(true); } },
    accounts.map((one) => h('option', { value: one.appId, selected: one === account }, one.nickName)));
  const write = (event) => { event.preventDefault(); const content = draft.trim(); draft = ''; if (content) act('text', { content }); };
  return [
    h('div', { class: 'bar' }, pick, h('button', { type: 'button', class: follows ? 'button small danger' : 'button small', onclick: () => act(follows ? 'unsubscribe' : 'subscribe') }, follows ? 'Unfollow' : 'Follow')),
    h('div', { class: 'chat', role: 'log' }, lines.length === 0 ? h('p', { class: 'note' }, follows ? 'Nothing said yet' : 'You do not follow this account') : lines.map(bubble)),
    h('form', { class: 'bar bottom', onsubmit: write },
      h('input', { class: 'pick', 'aria-label': 'Message', value: draft, disabled: !follows, placeholder: follows ? 'Message' : 'Follow to write', autocomplete: 'off', oninput: (event) => { draft = event.target.value; } }),
      h('button', { class: 'button small', disabled: !follows }, 'Send')),
  ];
}
`;
