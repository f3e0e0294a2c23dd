/**
 * The sandbox's phone from a terminal. Start Qiao with `npm start` and connect an account, with `npm run example` for
 * example; then, in another terminal:
 *
 *     npm run trigger -- follow            somebody new follows the account
 *     npm run trigger -- follow spring     the same, by a QR code with that scene
 *     npm run trigger -- text hello        who followed last writes
 *     npm run trigger -- scan till-1       … scans a QR code of the account
 *     npm run trigger -- click HELP        … taps a key of the menu
 *     npm run trigger -- unfollow
 *
 * `--account wx…` chooses another account than the one that was connected last, `--open-id o…` another follower.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** WeChat's name of what somebody does, and where the words after it go. */
const DEEDS: Readonly<Record<string, { type: string; words: 'eventKey' | 'content' }>> = {
  follow: { type: 'subscribe', words: 'eventKey' },
  unfollow: { type: 'unsubscribe', words: 'eventKey' },
  scan: { type: 'SCAN', words: 'eventKey' },
  click: { type: 'CLICK', words: 'eventKey' },
  view: { type: 'VIEW', words: 'eventKey' },
  text: { type: 'text', words: 'content' },
  image: { type: 'image', words: 'content' },
  location: { type: 'LOCATION', words: 'content' },
};
const USAGE = `Usage: npm run trigger -- ${Object.keys(DEEDS).join('|')} [WORDS] [--account wx…] [--open-id o…]`;

interface Account {
  readonly appId: string;
  readonly nickName: string;
  readonly authorizations: readonly { readonly authorizedAt: number; readonly revoked: boolean }[];
}

async function trigger(): Promise<string> {
  const { deed, words, appId, given } = readArguments();
  const account = await accountOf(appId);
  const { latest } = await call<{ latest: string | null }>('GET', `/followers/${account.appId}`);
  const openId = given ?? (deed.type === 'subscribe' ? null : latest);
  // Who scans a code of an account that they do not follow, follows it.
  const type = deed.type === 'SCAN' && !openId ? 'subscribe' : deed.type;
  const event = { type, [deed.words]: words, ...(openId && { openId }) };
  const answer = await call<Answer>('POST', `/accounts/${account.appId}/events`, event);
  const [push] = answer.pushes;
  const outcome = push ? (push.tries.at(-1)?.problem ?? 'accepted') : 'nobody is authorized to receive it';
  return `${type}${words && ` ${words}`} of ${answer.openId} at ${account.nickName} (${account.appId}): ${outcome}`;
}

interface Answer {
  readonly openId: string;
  readonly pushes: readonly { readonly tries: readonly { readonly problem: string | null }[] }[];
}

/** The account of that AppID; without one, the one that was connected last. */
async function accountOf(appId: string | undefined): Promise<Account> {
  const { accounts } = await call<{ accounts: Account[] }>('GET', '/accounts');
  const connectedAt = ({ authorizations }: Account) =>
    Math.max(0, ...authorizations.filter((one) => !one.revoked).map((one) => one.authorizedAt));
  const found = appId
    ? accounts.find((account) => account.appId === appId)
    : accounts
        .filter(connectedAt)
        .toSorted((a, b) => connectedAt(a) - connectedAt(b))
        .at(-1);
  if (found) return found;
  throw new Error(
    appId ? `The sandbox has no account ${appId}.` : 'No account is connected. Try `npm run example`.',
  );
}

function readArguments() {
  try {
    const options = { account: { type: 'string' }, 'open-id': { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [name = '', ...words] = positionals;
    const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
    if (deed) return { deed, words: words.join(' '), appId: values.account, given: values['open-id'] };
  } catch {
    // An unknown option.
  }
  throw new Error(USAGE);
}

/** The sandbox's control API (docs/sandbox.md). */
async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const url = sandboxUrl();
  const response = await fetch(`${url}/_sandbox${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { error?: { message: string } };
  if (!response.ok) throw new Error(`The sandbox answers ${response.status}: ${answer.error?.message}`);
  return answer as T;
}

function sandboxUrl(): string {
  const url = process.env.SANDBOX_URL ?? readReady().sandbox?.wechat;
  if (url) return url;
  throw new Error('The Qiao that runs here has no sandbox. Name one: SANDBOX_URL=http://localhost:4001');
}

function readReady(): { sandbox: { wechat: string } | null } {
  try {
    return JSON.parse(readFileSync(new URL('../.data/ready.json', import.meta.url), 'utf8'));
  } catch {
    throw new Error('No Qiao runs here. Start one with `npm start`.');
  }
}

try {
  console.log(await trigger());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
