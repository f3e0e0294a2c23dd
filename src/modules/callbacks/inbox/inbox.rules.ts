const PUSH = {
  what: 'the push as WeChat sent it, encrypted, and its signature',
  purpose: 'to book it, and to try again what failed',
  retention: 'until it is booked; seven days if it cannot be, or if its account is not connected',
};
const HASH = {
  what: 'a hash of the push',
  purpose: 'to find repetitions',
  retention: 'seven days',
};

/** What the table of the inbox, which has no entity, holds about people. */
export const INBOX_PERSONAL = {
  table: 'inbox_message',
  columns: { query: PUSH, body: PUSH, dedup_key: HASH },
};
