import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CampaignsClient } from '../../../src/integrations/eloqua/campaigns.client.ts';
import { InstancesClient } from '../../../src/integrations/eloqua/instances.client.ts';
import type { EloquaSession } from '../../../src/integrations/eloqua/rest.call.ts';
import { verifyCall } from '../../../src/integrations/eloqua/signature.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { errorOf } from './kit.ts';
import { type Eloqua, keys, options, recordDefinition, startEloqua } from './sandbox.ts';

const campaigns = new CampaignsClient(requestText, options);
const instances = new InstancesClient(requestText, options);

let eloqua: Eloqua;
let session: EloquaSession;
beforeAll(async () => {
  eloqua = await startEloqua();
});
beforeEach(async () => {
  await eloqua.reset();
  session = await eloqua.signIn();
});
afterAll(() => eloqua[Symbol.asyncDispose]());

describe('a sender', () => {
  const configureUrl = async (instanceId: string) =>
    (await eloqua.control<{ url: string }>('POST', `message-senders/${instanceId}/configure`, {})).url;
  const verify = (url: string, method = 'GET') => verifyCall({ method, url, now: new Date() }, keys);

  test('is created by a signed call', async () => {
    const instanceId = await eloqua.drop();
    const [call] = eloqua.app.received;
    const url = `${eloqua.app.url}${call?.path}?${new URLSearchParams(call?.query)}`;
    const result = verify(url, 'POST');
    expect(result.ok && Object.fromEntries(result.params)).toEqual({
      instance: instanceId,
      AssetName: 'WeChat default – Acme CN',
      execution: '',
    });
    expect(verify(url, 'DELETE')).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
  });

  test.each(['CASE_INSENSITIVE', 'BYTE'])(
    'is configured by a signed call (sorted by %s)',
    async (signatureOrder) => {
      const instanceId = await eloqua.drop();
      await eloqua.settings({ signatureOrder });
      const url = await configureUrl(instanceId);
      expect(verify(url)).toMatchObject({ ok: true });
      expect(verify(url.replace('Acme', 'Acne'))).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
    },
  );

  test.each([
    [{ wrongSignature: true }, 'BAD_SIGNATURE'],
    [{ timestampSkewSeconds: -320 }, 'STALE'],
    [{ timestampSkewSeconds: 320 }, 'STALE'],
  ])('is not configured by a call with %o', async (patch, reason) => {
    const instanceId = await eloqua.drop();
    await eloqua.settings(patch);
    expect(verify(await configureUrl(instanceId))).toEqual({ ok: false, reason });
  });

  test.each(['ARRAY', 'ITEMS'])(
    'can be made to need configuration, and is found (in an %s)',
    async (shape) => {
      await eloqua.settings({ instanceSearchShape: shape });
      const instanceId = await eloqua.drop('1236');
      await instances.update(session, instanceId, { recordDefinition, requiresConfiguration: true });
      const unknown = '00000000-0000-4000-8000-000000000000';
      expect(await instances.search(session, [instanceId, unknown, instanceId.toUpperCase()])).toEqual([
        {
          instanceId,
          recordDefinition,
          requiresConfiguration: true,
          dependentAssetType: 'Campaign',
          dependentAssetId: '1236',
        },
      ]);
      expect((await errorOf(campaigns.activate(session, '1236'))).kind).toBe('INVALID');
      await instances.update(session, instanceId, { recordDefinition, requiresConfiguration: false });
      expect((await instances.search(session, [instanceId]))[0]?.requiresConfiguration).toBe(false);
    },
  );

  test('is searched among more than two hundred', async () => {
    const instanceId = await eloqua.drop();
    const unknown = Array.from(
      { length: 450 },
      (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    );
    expect(await instances.search(session, [...unknown, instanceId])).toHaveLength(1);
    expect(await eloqua.asked('/api/cloud/1.0/actions/instances')).toBe(3);
  });

  test('that is gone cannot be updated', async () => {
    const gone = instances.update(session, '00000000-0000-4000-8000-000000000000', {
      recordDefinition,
      requiresConfiguration: true,
    });
    expect((await errorOf(gone)).kind).toBe('NOT_FOUND');
  });
});
