import { describe, expect, test } from 'vitest';
import {
  parseAppCall,
  parseEnableCall,
  parseStepCall,
} from '../../../src/integrations/eloqua/app-cloud.calls.ts';
import { parseNotification } from '../../../src/integrations/eloqua/notification.ts';

const GUID = '5A9DB0C0-FFEE-4A11-B0A7-5A9DB0C0FFEE';
const APP = { app_id: GUID, site_id: '4242', install_id: GUID };
const INSTANCE = '0b8d1b2e-55a5-4b6a-9c3e-1f2a3b4c5d6e';
const STEP = { app_id: GUID, site_id: '4242', instance_id: INSTANCE.replaceAll('-', '').toUpperCase() };
const params = (values: Record<string, string>) => new URLSearchParams(values);
const fault = (names: string) => ({ ok: false, fault: `Missing or not as expected: ${names}.` });

describe('a call about the app', () => {
  test.each([GUID, GUID.replaceAll('-', '')])(
    'names app, site and install; GUIDs get one spelling: %s',
    (spelt) => {
      const guid = GUID.toLowerCase();
      expect(parseAppCall(params({ ...APP, app_id: spelt, install_id: spelt }))).toEqual({
        ok: true,
        value: { appId: guid, siteId: '4242', installId: guid },
      });
    },
  );

  test.each([
    [{}, 'app_id, site_id, install_id'],
    [{ ...APP, site_id: '' }, 'site_id'],
    [{ ...APP, site_id: '42a' }, 'site_id'],
    [{ ...APP, app_id: 'x' }, 'app_id'],
    [{ ...APP, install_id: 'x' }, 'install_id'],
  ] as const)('%j is not understood: %s', (values, names) => {
    expect(parseAppCall(params(values))).toEqual(fault(names));
  });

  test('to enable it also names the site and the callback URL; the user may be missing', () => {
    const call = { ...APP, site_name: 'Acme', callback_url: 'https://x.example/' };

    expect(parseEnableCall(params(call))).toMatchObject({
      ok: true,
      value: { siteName: 'Acme', userName: 'unknown', callbackUrl: 'https://x.example/' },
    });
    expect(parseEnableCall(params({ ...call, user_name: 'Mei' }))).toMatchObject({
      value: { userName: 'Mei' },
    });
    expect(parseEnableCall(params({ ...APP, site_name: 'a\0' }))).toEqual(fault('site_name, callback_url'));
  });
});

describe('a call about a step', () => {
  test('gives the step in one spelling; what is missing is null', () => {
    expect(parseStepCall(params(STEP))).toEqual({
      ok: true,
      value: {
        appId: GUID.toLowerCase(),
        siteId: '4242',
        installId: null,
        instanceId: INSTANCE,
        originalInstanceId: null,
        userId: null,
        campaign: null,
        executionId: null,
      },
    });
  });

  test.each([
    [
      { asset_id: '7', asset_name: 'Spring' },
      { id: '7', name: 'Spring' },
    ],
    [
      { asset_id: '7', asset_type: 'CAMPAIGN' },
      { id: '7', name: null },
    ],
    [{ asset_id: '7', asset_type: 'Program' }, null],
    [{ asset_id: '', asset_name: 'Spring' }, null],
  ])('of %j is on the campaign %j', (asset, campaign) => {
    expect(parseStepCall(params({ ...STEP, ...asset }))).toMatchObject({ ok: true, value: { campaign } });
  });

  test.each([
    [{ instance_id: 'x' }, 'instance_id'],
    [{ user_id: 'Mei' }, 'user_id'],
    [{ asset_id: '7a' }, 'asset_id'],
    [{ execution_id: 'x'.repeat(101) }, 'execution_id'],
  ])('with %j is not understood: %s', (wrong, names) => {
    expect(parseStepCall(params({ ...STEP, ...wrong }))).toEqual(fault(names));
  });
});

describe('a notification', () => {
  const body = (items: unknown, rest: object = {}) => JSON.stringify({ items, ...rest });

  test.each<[string, string, readonly string[], number]>([
    ['numbers or text', body([{ ContactId: 501 }, { ContactId: '502', OpenId: 'o' }]), ['501', '502'], 0],
    ['any spelling', body([{ ContactID: '1' }, { contactId: 2 }]), ['1', '2'], 0],
    ['none', body([]), [], 0],
    ['none, and a total that says so', body(null, { totalResults: '0' }), [], 0],
    ['a total as text', body([{ ContactId: 1 }], { totalResults: '1' }), ['1'], 0],
    ['a total that is none', body([{ ContactId: 1 }], { totalResults: 'many' }), ['1'], 0],
    [
      'good and bad ones',
      body([null, { ContactId: 1 }, {}, { ContactId: 'Mei' }, [], 'x', { ContactId: null }]),
      ['1'],
      6,
    ],
  ])('names the contacts: %s', (_what, text, contactIds, odd) => {
    expect(parseNotification('9', text)).toEqual({ ok: true, value: { executionId: '9', contactIds, odd } });
  });

  const missing = 'the contacts are missing: register the action with records in its notifications';
  test.each<[string, string | null, string, string]>([
    ['without an execution', null, body([]), 'there is no execution id'],
    ['of an execution “x”', 'x', body([]), 'there is no execution id'],
    ['that is no JSON', '9', 'no JSON', 'the body is no JSON object'],
    ['whose items are text', '9', body('Mei'), '“items” is no list of contacts'],
    [
      'of nothing but bad contacts',
      '9',
      body([{ ContactId: 'Mei' }, {}]),
      'none of the 2 contacts has a “ContactId” that is a number',
    ],
    ['that is too long', '9', body(Array(5001).fill({ ContactId: 1 })), 'there are more than 5000 contacts'],
    ['without its contacts', '9', body([], { totalResults: 2 }), missing],
    ['without its contacts, as text', '9', body([], { totalResults: '2' }), missing],
    ['without items', '9', '{}', missing],
  ])('%s is refused', (_what, execution, text, why) => {
    expect(parseNotification(execution, text)).toEqual({ ok: false, fault: why });
  });
});
