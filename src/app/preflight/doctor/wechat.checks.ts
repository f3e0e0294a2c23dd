import type pg from 'pg';
import { systemClock } from '../../../kernel/clock.ts';
import { notGranted } from '../../../modules/accounts/requirements/permission-advice.rules.ts';
import { TICKET_LIFE_MS } from '../../../modules/connections/component/component.service.ts';
import { missingPermissionSets } from '../../../modules/connections/facts/wechat-account.rules.ts';
import type { Config } from '../../config.ts';
import { type Finding, fail, ok, skipped, warn } from '../finding.ts';
import { allNamed, type Check, named } from './check.ts';

/** WeChat pushes one every ten minutes; an older one works for twelve hours. */
const TICKET_LATE_MS = 30 * 60_000;

const AT_WECHAT = 'Enter these values at open.weixin.qq.com, for the third-party platform.';
const IN_THE_SANDBOX = 'The sandbox knows these values. Without it, they are entered at open.weixin.qq.com.';

/** What is to be entered at open.weixin.qq.com, for our component. */
export function wechatAddresses({ publicUrl, wechat, sandbox }: Config): Check {
  const { host } = new URL(publicUrl);
  const needed = missingPermissionSets([]);
  const advised = notGranted({ accountType: 'SERVICE', permissionSets: [] }).map(({ set }) => set);
  return {
    ...named('wechat.console', sandbox ? skipped(IN_THE_SANDBOX) : ok(AT_WECHAT)),
    values: {
      AppID: wechat.appId,
      'domain of the launch page (授权发起页域名)': host,
      'authorization events (授权事件接收配置)': `${publicUrl}/wechat/events`,
      'messages and events (消息与事件接收配置)': `${publicUrl}/wechat/messages/$APPID$`,
      'domain of web pages (公众号开发域名)': host,
      'token (消息校验Token)': 'the value of WECHAT_COMPONENT_TOKEN',
      'key (消息加解密Key)': 'the value of WECHAT_COMPONENT_AES_KEY',
      'permission sets (权限集) that Qiao needs': needed.join(', '),
      'permission sets (权限集) that it can use': advised.join(', '),
    },
  };
}

interface ComponentRow {
  readonly refused_since: Date | null;
  readonly refused_with: number | null;
  readonly refused_address: string | null;
  readonly ticket_at: Date | null;
}

/** What the database knows of WeChat. */
export async function wechatChecks(client: pg.Client, appId: string): Promise<Check[]> {
  const { rows } = await client.query<ComponentRow>(
    `select refused_since, refused_with, refused_address,
       (select max(received_at) from component_ticket t where t.app_id = c.app_id) as ticket_at
     from component c where app_id = $1`,
    [appId],
  );
  const row = rows[0];
  return allNamed('wechat', {
    ticket: ticketFinding(row?.ticket_at ?? null),
    calls: callsFinding(row),
  });
}

function ticketFinding(at: Date | null): Finding {
  if (at === null)
    return warn(
      'WeChat has pushed no ticket yet; it does so every ten minutes once the component is entered there.',
      'Enter the values of wechat.console, and let a server run. Nothing can be authorized before.',
    );
  const ageMs = systemClock.now().getTime() - at.getTime();
  const age = `The latest ticket came ${Math.round(ageMs / 60_000)} minutes ago`;
  if (ageMs < TICKET_LATE_MS) return ok(`${age}.`);
  const cure = 'Let a server run, and look at public-url.callback: WeChat must reach it.';
  return ageMs < TICKET_LIFE_MS ? warn(`${age}.`, cure) : fail(`${age}: it no longer works.`, cure);
}

function callsFinding(row: ComponentRow | undefined): Finding {
  if (!row) return skipped('WeChat has not been called yet.');
  const { refused_since: since, refused_with: errcode, refused_address: address } = row;
  if (since === null) return ok('WeChat accepts the calls of Qiao.');
  const says = `WeChat refuses the calls of Qiao since ${since.toISOString()} (${errcode}).`;
  if (errcode === 40164 || errcode === 61004)
    return fail(
      says,
      `Add the address of this machine${address ? `, ${address},` : ''} to the list of addresses of the component (白名单IP地址列表) at open.weixin.qq.com.`,
    );
  return fail(
    says,
    'Correct WECHAT_COMPONENT_APP_ID or WECHAT_COMPONENT_APP_SECRET, or look the code up: developers.weixin.qq.com.',
  );
}
