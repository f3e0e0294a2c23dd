const DAY_MS = 86_400_000;
/** Beijing's, all year. */
const OFFSET_MS = 8 * 3_600_000;

const SECRET = 'ask the operator of Qiao to correct the secret of the component';
const APP_ID = 'ask the operator of Qiao to correct the AppID of the component';
const TASKS: Readonly<Record<number, string>> = {
  40001: SECRET,
  40125: SECRET,
  41004: SECRET,
  40013: APP_ID,
  61011: APP_ID,
};

/** An error of WeChat. */
interface Refused {
  readonly errcode: number;
  readonly reaction: string;
  readonly clientIp: string | null;
}

/** What our operator must do about an error, in words that a user can pass on; null if it is not the operator's task. */
export function operatorTask({ errcode, reaction, clientIp }: Refused, now: Date): string | null {
  if (reaction === 'QUOTA_DAY')
    return `Qiao has used up its daily quota of calls at WeChat (${errcode}): it is full again at ${midnightInBeijing(now).toISOString()}, or when the operator of Qiao resets it.`;
  if (reaction !== 'CONFIGURATION') return null;
  if (errcode === 40164 || errcode === 61004)
    return `WeChat refuses this server's address${clientIp ? ` ${clientIp}` : ''} (${errcode}): ask the operator of Qiao to add it to the component's list of addresses.`;
  return `WeChat refuses the configuration of Qiao (${errcode}): ${TASKS[errcode] ?? 'ask the operator of Qiao to look the code up and correct it'}.`;
}

function midnightInBeijing(now: Date): Date {
  const days = Math.floor((now.getTime() + OFFSET_MS) / DAY_MS);
  return new Date((days + 1) * DAY_MS - OFFSET_MS);
}
