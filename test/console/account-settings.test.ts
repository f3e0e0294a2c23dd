import { describe, expect, test } from 'vitest';
import type { AccountDetailsFragment } from '../../console/src/accounts/generated/operations.ts';
import { afterSaving } from '../../console/src/accounts/settings/settings-form.ts';
import {
  accessInput,
  accountInput,
  fieldsInput,
} from '../../console/src/accounts/settings/settings-inputs.ts';
import {
  ALL_SECTIONS,
  changedIn,
  type SettingsValues,
  valuesOf,
} from '../../console/src/accounts/settings/settings-values.ts';

const person = (id: string): SettingsValues['users'][number] => ({
  id,
  name: `Person ${id}`,
  emailAddress: null,
  disabled: false,
  availability: 'AVAILABLE',
});
const campaign = (id: string): SettingsValues['defaultCampaign'] => ({
  id,
  name: `Campaign ${id}`,
  status: 'ACTIVE',
  endAt: null,
  availability: 'AVAILABLE',
});
const before: SettingsValues = {
  description: 'Shanghai',
  note: '',
  defaultTimezone: null,
  defaultCampaign: campaign('1'),
  accessMode: 'SELECTED_USERS',
  users: [person('1'), person('2')],
  acceptedTermsVersion: null,
  openIdFieldId: { id: 'a', name: 'OpenID' },
  unionIdFieldId: null,
  subscriptionStatusFieldId: { id: '', name: 'A field that is gone' },
  lastActivityFieldId: null,
};
const changed = (changes: Partial<SettingsValues>) => {
  const values = { ...before, ...changes };
  return { names: changedIn(ALL_SECTIONS, before, values), values };
};

describe('the settings of an account as a form', () => {
  test('what is as it was is not changed: spaces around a text, a name that was read again, the order of users', () => {
    const { names } = changed({
      description: ' Shanghai ',
      defaultCampaign: { ...campaign('1'), name: 'Renamed' } as SettingsValues['defaultCampaign'],
      users: [person('2'), person('1')],
    });

    expect([...names]).toEqual([]);
  });

  test('only sections that are asked for count', () => {
    const values = { ...before, note: 'Ask Mei', acceptedTermsVersion: '2026-11' };

    expect([...changedIn(['TERMS'], before, values)]).toEqual(['acceptedTermsVersion']);
  });

  test('only what is changed is sent, and what is emptied is null', () => {
    const { names, values } = changed({ description: ' ', defaultTimezone: 'Asia/Shanghai' });

    expect(accountInput(names, values)).toEqual({ description: null, defaultTimezone: 'Asia/Shanghai' });
    expect(fieldsInput(names, values)).toBeNull();
    expect(accessInput(names, before, values)).toBeNull();
  });

  test('a field that the marketing platform no longer has stays, until another or none is chosen', () => {
    expect([...changed({}).names]).toEqual([]);
    const none = changed({ subscriptionStatusFieldId: null });
    expect(fieldsInput(none.names, none.values)).toEqual({ subscriptionStatusFieldId: null });
    const other = changed({ subscriptionStatusFieldId: { id: 'b', name: 'Status' } });
    expect(fieldsInput(other.names, other.values)).toEqual({ subscriptionStatusFieldId: 'b' });
  });

  test('users are added and removed one by one, so that two people may change the list at once', () => {
    const some = changed({ users: [person('2'), person('3')] });
    expect(accessInput(some.names, before, some.values)).toEqual({
      mode: 'SELECTED_USERS',
      addUserIds: ['3'],
      removeUserIds: ['1'],
    });
    const all = changed({ accessMode: 'ALL_USERS' });
    expect(accessInput(all.names, before, all.values)).toEqual({ mode: 'ALL_USERS' });
  });
});

describe('the form after a section was saved', () => {
  const account = (version: number, description: string, note: string) =>
    ({
      version,
      description,
      note,
      defaultTimezone: null,
      defaultCampaign: null,
      access: { mode: 'ALL_USERS', users: [] },
      termsAcceptance: null,
      fieldMappings: [],
    }) as unknown as AccountDetailsFragment;
  const base = account(4, 'Shanghai', '');
  const typed = { ...valuesOf(base), note: 'Ask Mei', accessMode: 'SELECTED_USERS' as const };

  test('keeps what is not saved yet, and what was typed while it was saved', () => {
    const sent = { ...typed, description: 'Beijing' };
    const now = { base, values: { ...sent, note: 'Ask Mei or Ben' } };

    const after = afterSaving(now, account(5, 'Beijing', 'Ask Mei'), ['DETAILS'], sent);

    expect(after.base.version).toBe(5);
    expect(after.values).toMatchObject({
      description: 'Beijing',
      note: 'Ask Mei or Ben',
      accessMode: 'SELECTED_USERS',
    });
  });

  test('does not take the version of somebody else, so that what they changed is not overwritten', () => {
    const after = afterSaving({ base, values: typed }, account(6, 'Theirs', 'Theirs'), ['ACCESS']);

    expect(after.base.version).toBe(5);
    // What the person did not touch follows; what they did stays, and its saving will be refused.
    expect(after.values).toMatchObject({ description: 'Theirs', note: 'Ask Mei', accessMode: 'ALL_USERS' });
  });
});
