import { type CombinedError, useMutation } from 'urql';
import type { UserError } from '../../api/refusals.ts';
import type { Account } from '../account-context.tsx';
import {
  UpdateAccessDocument,
  UpdateAccountDocument,
  UpdateFieldsDocument,
} from '../generated/operations.ts';
import { accessInput, accountInput, fieldsInput } from './settings-inputs.ts';
import type { SectionName, SettingsValues } from './settings-values.ts';

interface Answer {
  readonly payload:
    | { readonly officialAccount: Account | null; readonly userErrors: readonly UserError[] }
    | undefined;
  readonly error: CombinedError | undefined;
}

/** One mutation. It saves all of its changes or none. */
interface Update {
  readonly sections: readonly SectionName[];
  /** @param expectedVersion the account as the person saw it, or after the mutation before */
  readonly send: (expectedVersion: number) => Promise<Answer>;
}

interface Changes {
  readonly account: Account;
  readonly before: SettingsValues;
  readonly values: SettingsValues;
  readonly changed: ReadonlySet<keyof SettingsValues>;
  readonly impactToken: string | undefined;
}

/** The mutations that save what is changed, in the order in which they are sent. */
export function useUpdates(): (changes: Changes) => Update[] {
  const [, updateAccount] = useMutation(UpdateAccountDocument);
  const [, updateFields] = useMutation(UpdateFieldsDocument);
  const [, updateAccess] = useMutation(UpdateAccessDocument);
  return ({ account: { id: accountId }, before, values, changed, impactToken }) => {
    const updates: Update[] = [];
    const settings = accountInput(changed, values);
    if (settings)
      updates.push({
        sections: ['DETAILS', 'CAMPAIGN', 'TERMS'],
        send: async (expectedVersion) => {
          const { data, error } = await updateAccount({ input: { accountId, expectedVersion, ...settings } });
          return { payload: data?.updateOfficialAccount, error };
        },
      });
    const fields = fieldsInput(changed, values);
    if (fields)
      updates.push({
        sections: ['FIELDS'],
        send: async (expectedVersion) => {
          const token = impactToken === undefined ? {} : { impactToken };
          const { data, error } = await updateFields({
            input: { accountId, expectedVersion, ...fields, ...token },
          });
          return { payload: data?.updateFieldMappings, error };
        },
      });
    const access = accessInput(changed, before, values);
    if (access)
      updates.push({
        sections: ['ACCESS'],
        send: async () => {
          const { data, error } = await updateAccess({ input: { accountId, ...access } });
          return { payload: data?.updateAccess, error };
        },
      });
    return updates;
  };
}
