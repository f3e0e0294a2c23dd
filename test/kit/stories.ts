import type { Answer, TestClient } from './client.ts';
import { arrived } from './events.ts';
import { eventually } from './eventually.ts';
import {
  type AccountFragment,
  AddOfficialAccountDocument,
  type AddOfficialAccountInput,
  AuthorizationCompletedDocument,
  AuthorizeAccountDocument,
  type AuthorizeAccountMutation,
  GetAuthorizationSessionDocument,
  GetOfficialAccountDocument,
  type GetOfficialAccountQuery,
  type SessionFragment,
} from './generated/operations.ts';
import type { Qiao } from './qiao.ts';
import type { NewWeChatAccount, ScanOptions } from './wechat.ts';

/** The version of the terms in force. */
export const TERMS = '2026-11';

/** Every setting that an account needs to be ACTIVE once it is authorized, and those that are advised. */
export const COMPLETE: AddOfficialAccountInput = {
  openIdFieldId: '100191',
  subscriptionStatusFieldId: '100194',
  lastActivityFieldId: '100195',
  defaultCampaign: '1234',
  acceptedTermsVersion: TERMS,
};

export async function addAccount(
  client: TestClient,
  input: AddOfficialAccountInput = {},
): Promise<AccountFragment> {
  const { addOfficialAccount } = await client.run(AddOfficialAccountDocument, { input });
  if (!addOfficialAccount.officialAccount) throw new Error(JSON.stringify(addOfficialAccount.userErrors));
  return addOfficialAccount.officialAccount;
}

type OpenedSession = NonNullable<AuthorizeAccountMutation['authorizeAccount']['authorizationSession']>;

export async function openSession(client: TestClient, accountId: string): Promise<OpenedSession> {
  const { authorizeAccount } = await client.run(AuthorizeAccountDocument, { input: { accountId } });
  if (!authorizeAccount.authorizationSession) throw new Error(JSON.stringify(authorizeAccount.userErrors));
  return authorizeAccount.authorizationSession;
}

/** An account in an installation of its own that lacks nothing but its authorization, and a session that waits. */
export async function waitingSession(qiao: Qiao, site: string, input: AddOfficialAccountInput = COMPLETE) {
  const admin = await qiao.caller({ site });
  const { id: accountId } = await addAccount(admin, input);
  return { admin, accountId, session: await openSession(admin, accountId) };
}

export async function sessionOf(client: TestClient, id: string): Promise<SessionFragment> {
  const { authorizationSession } = await client.run(GetAuthorizationSessionDocument, { id });
  if (!authorizationSession) throw new Error('there is no such session');
  return authorizationSession;
}

export async function accountOf(
  client: TestClient,
  id: string,
): Promise<NonNullable<GetOfficialAccountQuery['officialAccount']>> {
  const { officialAccount } = await client.run(GetOfficialAccountDocument, { id });
  if (!officialAccount) throw new Error('there is no such account');
  return officialAccount;
}

/** The session as the subscription tells it when it has ended. */
export async function outcome(client: TestClient, sessionId: string): Promise<SessionFragment> {
  for await (const { data } of client.subscribe(AuthorizationCompletedDocument, { sessionId })) {
    if (data) return data.authorizationCompleted;
  }
  throw new Error('the subscription completed without an event');
}

/** From a new link to the end: the administrator of `appId` scans and confirms. */
export async function authorizeAs(
  qiao: Qiao,
  client: TestClient,
  accountId: string,
  appId: string,
  scan: ScanOptions = {},
): Promise<SessionFragment> {
  const session = await openSession(client, accountId);
  await qiao.wechat.confirm(session.launchUrl, appId, scan);
  return outcome(client, session.id);
}

export interface Attempt {
  readonly accountId: string;
  readonly appId: string;
  readonly session: SessionFragment;
}

/** A new official account, authorized by a new WeChat account; whatever the outcome. */
export async function attempt(
  qiao: Qiao,
  client: TestClient,
  input: AddOfficialAccountInput = COMPLETE,
  wechat: Partial<NewWeChatAccount> = {},
): Promise<Attempt> {
  const { id: accountId } = await addAccount(client, input);
  const { appId } = await qiao.wechat.account(wechat);
  return { accountId, appId, session: await authorizeAs(qiao, client, accountId, appId) };
}

/** The same, and it must succeed. */
export async function authorized(...given: Parameters<typeof attempt>): Promise<Attempt> {
  const made = await attempt(...given);
  if (made.session.status !== 'COMPLETED') throw new Error(JSON.stringify(made.session));
  return made;
}

/** The codes of top-level errors. */
export const errorCodes = (answer: Answer<unknown>): (string | undefined)[] =>
  answer.errors?.map((error) => error.extensions?.code) ?? [];

/** How many subscribers the server has. */
export const listeners = (qiao: Pick<Qiao, 'services'>): number => qiao.services.push.subscriberCount;

/** Begins subscriptions, and resolves when the server listens for all of them: what happens from now on is told, and no more. */
export async function listening<T>(qiao: Qiao, count: number, subscribe: () => T): Promise<T> {
  await arrived(qiao.services.push, qiao.database.pool);
  const before = listeners(qiao);
  const streams = subscribe();
  await eventually(() => listeners(qiao) >= before + count);
  return streams;
}
