import { systemClock } from '../../../kernel/clock.ts';
import type { Config } from '../../config.ts';
import { differenceOf } from '../clocks.ts';
import { type Finding, fail, ok, skipped, warn } from '../finding.ts';
import { type Answer, ask, isAnswer, type Silence } from './asking.ts';
import { allNamed, type Check, named } from './check.ts';

/** Whether WeChat and Eloqua can be reached from here, and whether their clocks agree with ours. */
export async function vendorChecks({ sandbox, wechat, eloqua }: Config): Promise<Check[]> {
  const [api, login] = await Promise.all([
    ask(`${wechat.apiUrl}/`, 'HEAD'),
    ask(`${eloqua.loginUrl}/`, 'HEAD'),
  ]);
  return [
    named('wechat.reachable', reachable('WeChat', wechat.apiUrl, api, sandbox)),
    named('eloqua.reachable', reachable('Eloqua', eloqua.loginUrl, login, sandbox)),
    ...allNamed('clock', { wechat: clock('WeChat', api), eloqua: clock('Eloqua', login) }),
  ];
}

/** Any answer will do: both want more than an address. */
function reachable(name: string, url: string, answer: Answer | Silence, sandbox: boolean): Finding {
  if (isAnswer(answer)) return ok(`${name} answers at ${url}.`);
  if (sandbox) return skipped(`The sandbox does not run at ${url}.`);
  return fail(
    `${name} cannot be reached at ${url}: ${answer.reason}.`,
    'Open the way from this machine to it (port 443), or correct the DNS.',
  );
}

function clock(name: string, answer: Answer | Silence): Finding {
  if (!isAnswer(answer) || answer.date === null) return skipped(`${name} does not say what time it is.`);
  const difference = differenceOf(systemClock.now().getTime() - answer.date.getTime());
  if (difference === null) return ok(`The clocks of this machine and of ${name} agree.`);
  return fail(
    `The clock of this machine is ${difference} that of ${name}.`,
    'Set it by NTP: calls with another time are refused.',
  );
}

/** Where tokens come from, and how people sign in. */
export async function identityChecks({ auth, console: { oidc } }: Config): Promise<Check[]> {
  const jwks = auth.external
    ? keysFinding(auth.external.jwksUrl, await ask(auth.external.jwksUrl))
    : skipped('Qiao issues tokens for development itself.');
  const discovery = oidc
    ? discoveryFinding(
        oidc.issuer,
        await ask(`${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
      )
    : skipped('OIDC_ISSUER is not set: people come from Eloqua.');
  return allNamed('identity', { keys: jwks, discovery });
}

function keysFinding(url: string, answer: Answer | Silence): Finding {
  const says = `The keys of the identity provider cannot be read at ${url}`;
  const cure = 'Correct AUTH_JWKS_URL, or open the way to it. Until then, no bearer token is accepted.';
  if (!isAnswer(answer)) return warn(`${says}: ${answer.reason}.`, cure);
  const { keys } = (jsonOf(answer) ?? {}) as { keys?: unknown };
  if (answer.status !== 200 || !Array.isArray(keys)) return fail(`${says} (${answer.status}).`, cure);
  return ok(`The identity provider has ${keys.length} keys.`);
}

function discoveryFinding(issuer: string, answer: Answer | Silence): Finding {
  const says = `${issuer} does not say how people sign in`;
  const cure = 'Correct OIDC_ISSUER: below it, `/.well-known/openid-configuration` must answer.';
  if (!isAnswer(answer)) return warn(`${says}: ${answer.reason}.`, cure);
  const found = (jsonOf(answer) ?? {}) as { issuer?: unknown };
  if (answer.status !== 200) return fail(`${says} (${answer.status}).`, cure);
  if (found.issuer !== issuer)
    return fail(
      `${says}: it names another issuer.`,
      'Put the `issuer` of its answer into OIDC_ISSUER and AUTH_JWT_ISSUER.',
    );
  return ok(`People sign in with ${issuer}.`);
}

function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
