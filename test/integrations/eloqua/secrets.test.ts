import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BulkExportsClient } from '../../../src/integrations/eloqua/bulk-exports.client.ts';
import { BulkImportsClient } from '../../../src/integrations/eloqua/bulk-imports.client.ts';
import { BulkReportsClient } from '../../../src/integrations/eloqua/bulk-reports.client.ts';
import { BulkSyncsClient } from '../../../src/integrations/eloqua/bulk-syncs.client.ts';
import { CampaignsClient } from '../../../src/integrations/eloqua/campaigns.client.ts';
import { ContactFieldsClient } from '../../../src/integrations/eloqua/contact-fields.client.ts';
import { ContactsClient } from '../../../src/integrations/eloqua/contacts.client.ts';
import { EloquaError } from '../../../src/integrations/eloqua/errors.ts';
import { ExternalsClient } from '../../../src/integrations/eloqua/externals.client.ts';
import { IdentityClient } from '../../../src/integrations/eloqua/identity.client.ts';
import { InstancesClient } from '../../../src/integrations/eloqua/instances.client.ts';
import { OAuthClient } from '../../../src/integrations/eloqua/oauth.client.ts';
import { UsersClient } from '../../../src/integrations/eloqua/users.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer } from './kit.ts';

const SECRET = 'S3cretOfTheClient';
const ACCESS = 'Mtc4AccessToken';
const CODE = 'Q29kZTooneTime';
const REFRESH = 'bXkRefreshToken';
const SEARCHED = 'Confidential';
const BASIC = Buffer.from(`id:${SECRET}`).toString('base64');
const GUID = '7b95fe48-6598-43e8-8fd1-dcb40cf83ef6';

let peer: Peer;
let oauth: OAuthClient;
let calls: () => Promise<unknown>[];
beforeAll(async () => {
  peer = await startPeer();
  const options = { timeoutMs: 500, retryWaitMs: 1 };
  const session = { baseUrl: peer.url, accessToken: ACCESS };
  oauth = new OAuthClient({ clientId: 'id', clientSecret: SECRET, loginUrl: peer.url }, requestText, options);
  const identity = new IdentityClient({ loginUrl: peer.url }, requestText, options);
  const fields = new ContactFieldsClient(requestText, options);
  const users = new UsersClient(requestText, options);
  const campaigns = new CampaignsClient(requestText, options);
  const instances = new InstancesClient(requestText, options);
  const bulk = new BulkReportsClient(requestText, options);
  const syncs = new BulkSyncsClient(requestText, options);
  const contacts = new ContactsClient(requestText, options);
  const externals = new ExternalsClient(requestText, options);
  const imports = new BulkImportsClient(requestText, options);
  const exports = new BulkExportsClient(requestText, options);
  const report = { instanceId: GUID, executionId: '1', status: 'complete', contactIds: [SEARCHED] } as const;
  calls = () => [
    oauth.exchangeCode(CODE, 'https://qiao.example/back'),
    oauth.refresh(REFRESH, 'https://qiao.example/back'),
    identity.identify(ACCESS),
    fields.list(session),
    fields.create(session, { name: SEARCHED, dataType: 'text' }),
    users.list(session),
    users.get(session, '1'),
    campaigns.list(session, SEARCHED),
    campaigns.updateEnd(session, '1', new Date()),
    instances.update(session, GUID, { recordDefinition: { a: SEARCHED }, requiresConfiguration: true }),
    instances.search(session, [GUID]),
    bulk.report(session, report, { timeoutMs: 0 }),
    syncs.result(session, '/syncs/1', { timeoutMs: 0 }),
    syncs.rejects(session, '/syncs/1'),
    contacts.find(session, 'C_X', SEARCHED, 'partial'),
    contacts.byIds(session, [SEARCHED], 'complete'),
    contacts.create(session, SEARCHED, { 1: SEARCHED }),
    externals.create(session, SEARCHED, [SEARCHED]),
    imports.upload(session, '/contacts/imports/1', [{ contact: SEARCHED }]),
    exports.create(session, { name: 'X', fields: { id: '{{Contact.Id}}' }, filter: SEARCHED }),
    exports.rows(session, '/syncs/1', { offset: 0, limit: 1 }),
  ];
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('secrets', () => {
  const secrets = [SECRET, BASIC, ACCESS, CODE, REFRESH, SEARCHED];
  const echo = secrets.join(' ');
  const violation = {
    type: 'ObjectValidationError',
    property: echo,
    requirement: { type: echo },
    value: echo,
  };

  test.each([
    ['refused, and the answer repeats them', answer({ error: echo, error_description: echo }, 401)],
    ['invalid, and the answer repeats them', answer([violation], 400)],
    ['answered in HTML that repeats them', { body: `<html>${echo}</html>` }],
    ['answered by a redirect that repeats them', { status: 302, headers: { location: `/?${ACCESS}` } }],
    ['answered unusably', answer({ id: [echo], elements: [echo], uri: echo, access_token: [echo] })],
    ['cut off', 'RESET' as const],
    ['never answered', 'SILENCE' as const],
  ])('are in no error, however it is printed, when a call is %s', async (_what, reply) => {
    peer.replyWith(reply);
    const outcomes = await Promise.all(calls().map((call) => call.catch((error: unknown) => error)));
    const errors = outcomes.filter((outcome) => outcome instanceof EloquaError);
    // Lists are read without what is odd, and an instance is updated whatever JSON is answered.
    const read = JSON.stringify(outcomes.filter((outcome) => !(outcome instanceof EloquaError)));
    for (const secret of secrets) expect(read).not.toContain(secret);
    expect(errors.length).toBeGreaterThanOrEqual(6);
    const printed = errors
      .map(
        (error) =>
          `${error.stack} ${JSON.stringify(error)} ${inspect(error, { depth: 9, showHidden: true })}`,
      )
      .join('\n');
    expect(printed).toContain('Eloqua POST /auth/oauth2/token');
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });

  test('are not shown by the client itself', () => {
    expect(`${JSON.stringify(oauth)} ${inspect(oauth, { depth: 9, showHidden: true })}`).not.toContain(
      SECRET,
    );
  });
});
