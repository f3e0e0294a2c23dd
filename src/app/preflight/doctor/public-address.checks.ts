import { randomBytes } from 'node:crypto';
import { sign } from '../../../integrations/wechat/crypto.ts';
import { systemClock } from '../../../kernel/clock.ts';
import type { Config } from '../../config.ts';
import { type Finding, fail, ok, skipped, warn } from '../finding.ts';
import { type Answer, ask, isAnswer, type Silence } from './asking.ts';
import { certificateDays } from './certificate.ts';
import { allNamed, type Check } from './check.ts';

/** Let's Encrypt renews thirty days before the end. */
const FEW_DAYS = 14;

/** Whether this Qiao answers at `PUBLIC_URL`, as seen from this machine. */
export async function publicAddressChecks(config: Config): Promise<Check[]> {
  const { publicUrl } = config;
  const isSecure = publicUrl.startsWith('https:');
  const health = await ask(`${publicUrl}/healthz`);
  return allNamed('public-url', {
    https: httpsFinding(config),
    certificate: isSecure
      ? daysFinding(await certificateDays(publicUrl))
      : skipped('Without https there is no certificate.'),
    reachable: reachableFinding(publicUrl, health),
    callback:
      isAnswer(health) && isHealthy(health)
        ? await callbackFinding(config)
        : skipped('Qiao does not answer.'),
  });
}

function httpsFinding({ publicUrl, production }: Config): Finding {
  if (publicUrl.startsWith('https:')) return ok(`${publicUrl} has https.`);
  if (!production) return ok(`${publicUrl} is for this machine only.`);
  return fail(
    `PUBLIC_URL is ${publicUrl}, and WeChat and Eloqua call only https.`,
    'Put a proxy with a certificate in front of Qiao, and its https address into PUBLIC_URL.',
  );
}

function daysFinding(days: number | null): Finding {
  if (days === null) return skipped('No certificate is shown.');
  if (days < 0) return fail('The certificate has expired.', 'Renew it.');
  if (days < FEW_DAYS) return warn(`The certificate is valid for ${days} days more.`, 'Renew it.');
  return ok(`The certificate is valid for ${days} days more.`);
}

const isHealthy = ({ status, text }: Answer): boolean => status === 200 && /"status"\s*:\s*"ok"/.test(text);

function reachableFinding(publicUrl: string, health: Answer | Silence): Finding {
  if (!isAnswer(health)) return silentFinding(publicUrl, health);
  const { status, location } = health;
  if (isHealthy(health)) return ok(`Qiao answers at ${publicUrl}.`);
  if (location !== null)
    return fail(
      `${publicUrl} redirects to ${location}, and WeChat follows no redirect.`,
      'Put the address that it leads to into PUBLIC_URL, or end the redirect.',
    );
  if (status >= 502 && status <= 504)
    return warn(
      `The proxy of ${publicUrl} finds no Qiao (${status}).`,
      'Start `npm run server`. If it runs, correct the address to which the proxy passes requests.',
    );
  return fail(
    `Something else than Qiao answers at ${publicUrl} (${status}).`,
    'Correct PUBLIC_URL or the proxy. If PUBLIC_URL has a path, the proxy must remove it from what it passes on.',
  );
}

function silentFinding(publicUrl: string, { kind, reason }: Silence): Finding {
  const says = `From this machine, ${publicUrl} cannot be reached: ${reason}.`;
  if (kind === 'UNKNOWN_HOST') return fail(says, 'Correct PUBLIC_URL, or enter the name in DNS.');
  if (kind === 'CERTIFICATE')
    return fail(says, 'The server must send the certificates of its authorities too (`fullchain.pem`).');
  return warn(
    says,
    'Start `npm run server` and the proxy. If both run, look at the firewall; some networks do not let a machine reach its own public address.',
  );
}

/** Asks as WeChat does when an address is entered: only a Qiao with the same token answers. */
async function callbackFinding({ publicUrl, wechat: { token } }: Config): Promise<Finding> {
  const [timestamp, nonce, echo] = [
    String(Math.floor(systemClock.now().getTime() / 1000)),
    randomBytes(8).toString('hex'),
    randomBytes(8).toString('hex'),
  ];
  const signature = sign({ token, timestamp, nonce, encrypt: '' });
  const query = new URLSearchParams({ signature, timestamp, nonce, echostr: echo });
  const answer = await ask(`${publicUrl}/wechat/events?${query}`);
  if (isAnswer(answer) && answer.status === 200 && answer.text === echo)
    return ok('The address for events of WeChat answers with the token of this configuration.');
  if (isAnswer(answer) && answer.status === 403)
    return fail(
      'The Qiao at PUBLIC_URL has another WECHAT_COMPONENT_TOKEN than this configuration.',
      'Give both the same, and restart the server.',
    );
  return fail(
    `The address for events of WeChat does not answer as it should${isAnswer(answer) ? ` (${answer.status})` : ''}.`,
    'The proxy must pass on everything below PUBLIC_URL, with the query.',
  );
}
