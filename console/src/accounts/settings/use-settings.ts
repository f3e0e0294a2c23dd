import { useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type Refusals, refusalsOf, type UserError } from '../../api/refusals.ts';
import { useLanguage } from '../../language/language.tsx';
import type { Account } from '../account-context.tsx';
import { AccountDocument } from '../generated/operations.ts';
import { afterSaving } from './settings-form.ts';
import {
  ALL_SECTIONS,
  changedIn,
  SECTIONS,
  type SectionName,
  type SettingsValues,
  valuesOf,
} from './settings-values.ts';
import { useUpdates } from './use-updates.ts';

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
  readonly isDirty: (section: SectionName) => boolean;
  /** The section that was saved last, until something is changed. */
  readonly saved: readonly SectionName[];
  readonly saving: boolean;
  readonly refusals: Refusals;
  readonly error: CombinedError | undefined;
  /** Somebody else changed the settings after the person began. */
  readonly isOutdated: boolean;
  /** Whether what is changed needs a look at its impact before. */
  readonly changesOpenId: boolean;
  readonly save: (sections: readonly SectionName[], impactToken?: string) => Promise<Saved>;
  /** Begins again with what the account has now; unsaved changes are lost. */
  readonly loadAgain: () => Promise<void>;
  /** After a change that was saved by another mutation: keeps other unsaved changes. */
  readonly rebase: (sections: readonly SectionName[]) => Promise<void>;
  /** Whether the last refusal was that the impact is not the one that was shown. */
  readonly isImpactChanged: boolean;
}

/** The settings of an account as a form. What others save meanwhile is never overwritten. */
export function useSettings(account: Account): Settings {
  const client = useClient();
  const { language } = useLanguage();
  // Together, so that what is typed at the moment of an event is compared with the right account.
  const [form, setForm] = useState(() => ({ base: account, values: valuesOf(account) }));
  const { base, values } = form;
  const [saved, setSaved] = useState<readonly SectionName[]>([]);
  const [saving, setSaving] = useState(false);
  const [errors, setErrors] = useState<readonly UserError[]>([]);
  const [error, setError] = useState<CombinedError>();
  const updatesOf = useUpdates();

  const before = valuesOf(base);
  const isDirty = (section: SectionName) => changedIn([section], before, values).size > 0;
  const isClean = !ALL_SECTIONS.some(isDirty);
  const isNewer = account.version > base.version && !saving;
  useEffect(() => {
    if (!isClean || saving || account === base || account.version < base.version) return;
    setForm((current) => (current === form ? { base: account, values: valuesOf(account) } : current));
  }, [account, base, form, isClean, saving]);

  /** Takes over the account after a change of the person's own; see `afterSaving`. */
  const take = (next: Account, sections: readonly SectionName[], sent?: SettingsValues) =>
    setForm((current) => afterSaving(current, next, sections, sent));
  const readNow = async (): Promise<Account | null> => {
    const variables = { id: account.id };
    const { data } = await client.query(AccountDocument, variables, { requestPolicy: 'network-only' });
    return data?.officialAccount ?? null;
  };

  const save = async (sections: readonly SectionName[], impactToken?: string): Promise<Saved> => {
    const changed = changedIn(sections, before, values);
    const updates = updatesOf({ account: base, before, values, changed, impactToken });

    setSaving(true);
    setSaved([]);
    setErrors([]);
    const refused: UserError[] = [];
    let latest = base;
    let fault: CombinedError | undefined;
    for (const update of updates) {
      const answer = await update.send(latest.version);
      fault ??= answer.error;
      refused.push(...(answer.payload?.userErrors ?? []));
      if (!answer.payload?.officialAccount) continue;
      latest = answer.payload.officialAccount;
      take(
        latest,
        update.sections.filter((section) => sections.includes(section)),
        values,
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
      setForm((current) => ({ ...current, values: { ...current.values, ...changes } }));
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
      if (now) setForm({ base: now, values: valuesOf(now) });
      setErrors([]);
    },
    async rebase(sections) {
      const now = await readNow();
      if (now) take(now, sections);
    },
  };
}

const isOfImpact = ({ code }: UserError): boolean => code === 'IMPACT_CHANGED';
