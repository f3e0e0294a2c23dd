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
  test('names app, site and install; GUIDs become lower case', () => {
    const guid = GUID.toLowerCase();
    expect(parseAppCall(params(APP))).toEqual({
      ok: true,
      value: { appId: guid, siteId: '4242', installId: guid },
    });
  });

  test.each([
    [{}, 'app_id, site_id, install_id'],
    [{ ...APP, site_id: '' }, 'site_id'],
    [{ ...APP, site_id: '42a' }, 'site_id'],
    [{ ...APP, app_id: 'x' }, 'app_id'],
    [{ ...APP, install_id: GUID.replaceAll('-', '') }, 'install_id'],
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
  const body = (items: object[], rest: object = {}) => JSON.stringify({ items, ...rest });

  test('names the contacts by numbers or text', () => {
    expect(parseNotification('9', body([{ ContactId: 501 }, { ContactId: '502', OpenId: 'o' }]))).toEqual({
      ok: true,
      value: { executionId: '9', contactIds: ['501', '502'] },
    });
    expect(parseNotification('9', body([]))).toMatchObject({ ok: true, value: { contactIds: [] } });
  });

  test.each([
    [null, body([]), 'there is no execution id'],
    ['x', body([]), 'there is no execution id'],
    ['9', 'no JSON', 'this is not a notification of at most 5000 contacts'],
    ['9', body([{ ContactId: 'Mei' }]), 'this is not a notification of at most 5000 contacts'],
    ['9', body(Array(5001).fill({ ContactId: 1 })), 'this is not a notification of at most 5000 contacts'],
    [
      '9',
      body([], { totalResults: 2 }),
      'the contacts are missing: register the action with records in its notifications',
    ],
  ])('of execution %s, %.20s, is refused: %s', (execution, text, why) => {
    expect(parseNotification(execution, text)).toEqual({ ok: false, fault: why });
  });
});
