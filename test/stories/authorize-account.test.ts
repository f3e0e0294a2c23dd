import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  AddOfficialAccountDocument,
  AuthorizationCompletedDocument,
  AuthorizeAccountDocument,
} from '../kit/generated/operations.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao();
});
afterAll(() => qiao.close());

test('an account is authorized and the waiting client is told', async () => {
  const admin = await qiao.caller();
  const { addOfficialAccount } = await admin.run(AddOfficialAccountDocument, {
    input: { openIdFieldId: '1' },
  });
  const accountId = addOfficialAccount.officialAccount?.id ?? '';
  const { authorizeAccount } = await admin.run(AuthorizeAccountDocument, { input: { accountId } });
  const session = authorizeAccount.authorizationSession;
  if (!session) throw new Error('no session');
  const waiting = admin.subscribe(AuthorizationCompletedDocument, { sessionId: session.id });
  const told = waiting.next();
  const { appId } = await qiao.wechat.account();
  await qiao.wechat.confirm(session.launchUrl, appId);
  expect((await told).value?.data?.authorizationCompleted).toMatchObject({
    status: 'COMPLETED',
    failure: null,
  });
  expect(await waiting.next()).toEqual({ done: true, value: undefined });
});
