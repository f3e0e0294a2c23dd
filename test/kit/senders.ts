import { randomInt, randomUUID } from 'node:crypto';
import { sign } from '../../src/sandbox/eloqua/signature.ts';
import { TestClient } from './client.ts';
import { eventually } from './eventually.ts';
import {
  type AddOfficialAccountInput,
  ConfigureMessageSenderDocument,
  GetMessageSenderDocument,
  type SenderFragment,
} from './generated/operations.ts';
import type { Qiao } from './qiao.ts';
import { sql } from './stored.ts';
import { authorized } from './stories.ts';

/** A campaign of the seed that is active far into the future. */
export const CAMPAIGN = '1238';

/** An active account, by whose OpenID field Eloqua's contacts are known here. */
export async function senderAccount(qiao: Qiao, client: TestClient, input?: AddOfficialAccountInput) {
  await client.ask('{ contactFields(first: 1) { edges { cursor } } }');
  return authorized(qiao, client, input);
}

/** A sender step as Eloqua keeps it. */
export interface Step {
  readonly instanceId: string;
  readonly requiresConfiguration: boolean;
  readonly recordDefinition: Readonly<Record<string, string>>;
}
interface DroppedStep extends Step {
  readonly campaignId: string;
  readonly configureUrl: string;
}

/** A marketer drops our step on a campaign. */
export const drop = (qiao: Qiao, site: string, user = '17', campaignId = CAMPAIGN): Promise<DroppedStep> =>
  qiao.eloqua.call('POST', '/_sandbox/message-senders', { site, campaignId, user });

/** All steps that a site has in Eloqua. */
export async function stepsOf(qiao: Qiao, site: string): Promise<(Step & { members: object })[]> {
  const { instances } = await qiao.eloqua.call<{ instances: (Step & { members: object })[] }>(
    'GET',
    `/_sandbox/instances?site=${site}`,
  );
  return instances;
}

/** The step as Eloqua has it; undefined where it has none. */
export async function stepOf(qiao: Qiao, site: string, instanceId: string): Promise<Step | undefined> {
  return (await stepsOf(qiao, site)).find((step) => step.instanceId === instanceId);
}

/** What a step asks of contacts before and after it is configured. */
export const DEFINITION = {
  ContactId: '{{Contact.Id}}',
  Email: '{{Contact.Field(C_EmailAddress)}}',
} as const;
export const definitionWith = (field: string) => ({ ...DEFINITION, OpenId: `{{Contact.Field(${field})}}` });

/** Resolves when Eloqua knows how the step is. */
export async function told(qiao: Qiao, site: string, instanceId: string, requiresConfiguration: boolean) {
  await eventually(async () => {
    const [{ upToDate } = {}] = await sql<{ upToDate: boolean }>(
      qiao,
      'select told_version = version as "upToDate" from message_sender where instance_id = $1',
      [instanceId],
    );
    const step = await stepOf(qiao, site, instanceId);
    return upToDate === true && step?.requiresConfiguration === requiresConfiguration;
  });
}

export async function senderIdOf(qiao: Qiao, instanceId: string): Promise<string> {
  const [row] = await sql<{ id: string }>(qiao, 'select id from message_sender where instance_id = $1', [
    instanceId,
  ]);
  if (!row) throw new Error('there is no such sender');
  return Buffer.from(`MessageSender:${row.id}`).toString('base64url');
}

export async function senderOf(client: TestClient, id: string): Promise<SenderFragment | null> {
  const { node } = await client.run(GetMessageSenderDocument, { id });
  return node && 'instanceId' in node ? (node as SenderFragment) : null;
}

/** A step that is dropped and configured, and Eloqua told of it. */
export async function configuredStep(
  qiao: Qiao,
  client: TestClient,
  site: string,
  accountId: string,
  campaignId = CAMPAIGN,
) {
  const { instanceId } = await drop(qiao, site, '17', campaignId);
  const { configureMessageSender } = await client.run(ConfigureMessageSenderDocument, {
    input: { messageSenderId: instanceId, accountId },
  });
  if (!configureMessageSender.messageSender)
    throw new Error(JSON.stringify(configureMessageSender.userErrors));
  await told(qiao, site, instanceId, false);
  return { instanceId, id: configureMessageSender.messageSender.id };
}

/** The sender is made to need configuration, as the end of its trust does. */
export const breakTrust = (qiao: Qiao, instanceId: string): Promise<unknown> =>
  sql(
    qiao,
    `with broken as (update message_sender set status = 'NEEDS_CONFIGURATION', cause = 'ACCOUNT_REMOVED', version = version + 1
       where instance_id = $1 returning id, installation_id)
     select graphile_worker.add_job('sender.synchronize',
       json_build_object('payload', json_build_object('senderId', id), 'installationId', installation_id),
       job_key => 'sender.synchronize:' || id) from broken`,
    [instanceId],
  );

export interface SignedCall {
  readonly method?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Default: the app's own. */
  readonly secret?: string;
}

/** A call that the test makes in Eloqua's name, for what the sandbox does not do: repeat, hurry, lie. */
export async function callAs(
  qiao: Qiao,
  site: string,
  path: string,
  { method = 'POST', params = {}, body, secret = qiao.config.eloqua.clientSecret }: SignedCall = {},
): Promise<Response> {
  const [found] = await sql<{ site_id: string }>(
    qiao,
    'select site_id from installation_site where site = $1',
    [site],
  );
  const query = new URLSearchParams({
    app_id: qiao.config.eloqua.appId,
    site_id: found?.site_id ?? '',
    user_id: '17',
    asset_id: CAMPAIGN,
    asset_name: 'Spring launch',
    asset_type: 'Campaign',
    ...params,
    oauth_consumer_key: qiao.config.eloqua.clientId,
    oauth_nonce: `${randomInt(1e12)}${randomUUID()}`,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
  });
  const url = `${qiao.url}/eloqua/message-sender/${path}?${query}`;
  const signature = encodeURIComponent(sign(method, url, secret, 'CASE_INSENSITIVE'));
  return fetch(`${url}&oauth_signature=${signature}`, {
    method,
    redirect: 'manual',
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
}

/** Opens the settings of a step in Eloqua. The client has the token of the console's session that begins with that. */
export async function openStep(
  qiao: Qiao,
  site: string,
  instanceId: string,
  userId = '18',
): Promise<{ readonly client: TestClient; readonly refresh: () => Promise<TestClient> }> {
  const params = { instance_id: instanceId, user_id: userId };
  const { headers } = await callAs(qiao, site, 'configure', { method: 'GET', params });
  const enter = async (body: object) => {
    const answer = await fetch(`${qiao.url}/console/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { token, refreshToken } = (await answer.json()) as { token: string; refreshToken: string };
    const client = new TestClient(`${qiao.url}/graphql`, token);
    qiao.onClose(() => client.close());
    return { client, refreshToken };
  };
  const { client, refreshToken } = await enter({ code: headers.get('location')?.split('#code=')[1] });
  return { client, refresh: async () => (await enter({ refreshToken })).client };
}
