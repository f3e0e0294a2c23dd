import { useEffect, useState } from 'react';
import { type CombinedError, useClient, useMutation } from 'urql';
import { type Refusals, refusalsOf, type UserError } from '../../api/refusals.ts';
import { useLanguage } from '../../language/language.tsx';
import type { Account } from '../account-context.tsx';
import {
  AccountDocument,
  UpdateAccessDocument,
  UpdateAccountDocument,
  UpdateFieldsDocument,
} from '../generated/operations.ts';
import { accessInput, accountInput, fieldsInput } from './settings-inputs.ts';
import {
  ALL_SECTIONS,
  changedIn,
  SECTIONS,
  type Section,
  type SettingsValues,
  valuesOf,
} from './settings-values.ts';

/** The input fields that the form shows, so that their refusals stand there. */
const SHOWN = [
  ...SECTIONS.FIELDS,
  ...SECTIONS.CAMPAIGN,
  ...SECTIONS.DETAILS,
  ...SECTIONS.TERMS,
  ...['mode', 'addUserIds', 'removeUserIds'],
];

interface Saved {
  /** Null: not everything was saved. */
  readonly account: Account | null;
  readonly isImpactChanged: boolean;
}

export interface Settings {
  /** The account as it was when the person began, or after they saved. */
  readonly base: Account;
  readonly values: SettingsValues;
  readonly change: (changes: Partial<SettingsValues>) => void;
  readonly isDirty: (section: Section) => boolean;
  /** The section that was saved last, until something is changed. */
  readonly saved: readonly Section[];
  readonly saving: boolean;
  readonly refusals: Refusals;
  readonly error: CombinedError | undefined;
  /** Somebody else changed the settings after the person began. */
  readonly isOutdated: boolean;
  /** Whether what is changed needs a look at its impact before. */
  readonly changesOpenId: boolean;
  readonly save: (sections: readonly Section[], impactToken?: string) => Promise<Saved>;
  /** Begins again with what the account has now; unsaved changes are lost. */
  readonly loadAgain: () => Promise<void>;
  /** After a change that was saved by another mutation: keeps other unsaved changes. */
  readonly rebase: (sections: readonly Section[]) => Promise<void>;
  /** Whether the last refusal was that the impact is not the one that was shown. */
  readonly isImpactChanged: boolean;
}

/** The settings of an account as a form. What others save meanwhile is never overwritten. */
export function useSettings(account: Account): Settings {
  const client = useClient();
  const { language } = useLanguage();
  const [base, setBase] = useState(account);
  const [values, setValues] = useState(() => valuesOf(account));
  const [saved, setSaved] = useState<readonly Section[]>([]);
  const [saving, setSaving] = useState(false);
  const [errors, setErrors] = useState<readonly UserError[]>([]);
  const [error, setError] = useState<CombinedError>();
  const [, updateAccount] = useMutation(UpdateAccountDocument);
  const [, updateFields] = useMutation(UpdateFieldsDocument);
  const [, updateAccess] = useMutation(UpdateAccessDocument);

  const before = valuesOf(base);
  const isDirty = (section: Section) => changedIn([section], before, values).size > 0;
  const isClean = !ALL_SECTIONS.some(isDirty);
  const isNewer = account.version > base.version && !saving;
  useEffect(() => {
    if (!isClean || saving || account === base || account.version < base.version) return;
    setBase(account);
    setValues(valuesOf(account));
  }, [account, base, isClean, saving]);

  /** Takes over what the account has now, in these sections. */
  const take = (next: Account, sections: readonly Section[]) => {
    const now = valuesOf(next);
    const names = sections.flatMap((section) => [...SECTIONS[section]]);
    setBase(next);
    setValues((current) => ({ ...current, ...Object.fromEntries(names.map((name) => [name, now[name]])) }));
  };
  const readNow = async (): Promise<Account | null> => {
    const variables = { id: account.id };
    const { data } = await client.query(AccountDocument, variables, { requestPolicy: 'network-only' });
    return data?.officialAccount ?? null;
  };

  const save = async (sections: readonly Section[], impactToken?: string): Promise<Saved> => {
    const changed = changedIn(sections, before, values);
    const accountId = account.id;
    const parts: { sections: Section[]; send: (version: number) => Promise<Answer> }[] = [];
    const settings = accountInput(changed, values);
    if (settings)
      parts.push({
        sections: ['DETAILS', 'CAMPAIGN', 'TERMS'],
        send: async (expectedVersion) => {
          const { data, error } = await updateAccount({ input: { accountId, expectedVersion, ...settings } });
          return { payload: data?.updateOfficialAccount, error };
        },
      });
    const fields = fieldsInput(changed, values);
    if (fields)
      parts.push({
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
      parts.push({
        sections: ['ACCESS'],
        send: async () => {
          const { data, error } = await updateAccess({ input: { accountId, ...access } });
          return { payload: data?.updateAccess, error };
        },
      });

    setSaving(true);
    setSaved([]);
    setErrors([]);
    const refused: UserError[] = [];
    let latest = base;
    let fault: CombinedError | undefined;
    for (const part of parts) {
      const answer = await part.send(latest.version);
      fault ??= answer.error;
      refused.push(...(answer.payload?.userErrors ?? []));
      if (!answer.payload?.officialAccount) continue;
      latest = answer.payload.officialAccount;
      take(
        latest,
        part.sections.filter((section) => sections.includes(section)),
      );
    }
    setErrors(refused);
    setError(fault);
    setSaving(false);
    const isDone = refused.length === 0 && !fault;
    if (isDone) setSaved(sections);
    return { account: isDone ? latest : null, isImpactChanged: refused.some(isOfImpact) };
  };

  return {
    base,
    values,
    isDirty,
    saved,
    saving,
    error,
    save,
    change(changes) {
      setSaved([]);
      setValues((current) => ({ ...current, ...changes }));
      const names = Object.keys(changes);
      setErrors((current) => current.filter(({ path }) => !names.includes(path?.[0] ?? '')));
    },
    refusals: refusalsOf(
      errors.filter((one) => one.code !== 'CONFLICT' && !isOfImpact(one)),
      SHOWN,
      language,
    ),
    isOutdated: errors.some(({ code }) => code === 'CONFLICT') || (isNewer && !isClean),
    isImpactChanged: errors.some(isOfImpact),
    changesOpenId:
      before.openIdFieldId !== null && changedIn(['FIELDS'], before, values).has('openIdFieldId'),
    async loadAgain() {
      const now = await readNow();
      if (now) take(now, ALL_SECTIONS);
      setErrors([]);
    },
    async rebase(sections) {
      const now = await readNow();
      if (now) take(now, sections);
    },
  };
}

const isOfImpact = ({ code }: UserError): boolean => code === 'IMPACT_CHANGED';

interface Answer {
  readonly payload:
    | { readonly officialAccount: Account | null; readonly userErrors: readonly UserError[] }
    | undefined;
  readonly error: CombinedError | undefined;
}
