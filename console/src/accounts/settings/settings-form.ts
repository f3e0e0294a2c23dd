import type { AccountDetailsFragment as Account } from '../generated/operations.ts';
import { isChanged, SECTIONS, type SectionName, type SettingsValues, valuesOf } from './settings-values.ts';

/** What the person sees and changes. */
export interface Form {
  /** The account as it was when they began, or after they saved. */
  readonly base: Account;
  readonly values: SettingsValues;
}

/**
 * The form after a change of its own to some sections. What the person changed elsewhere, or after `sent`, stays. If
 * somebody else changed the account meanwhile, its version is not taken over, so that the next saving is refused.
 */
export function afterSaving(
  { base, values }: Form,
  next: Account,
  sections: readonly SectionName[],
  sent = values,
): Form {
  const [before, now] = [valuesOf(base), valuesOf(next)];
  const names = Object.keys(now) as (keyof SettingsValues)[];
  const saved = new Set<keyof SettingsValues>(sections.flatMap((section) => [...SECTIONS[section]]));
  const settled = names.filter((name) =>
    saved.has(name) ? values[name] === sent[name] : !isChanged(name, before, values),
  );
  return {
    base: { ...next, version: Math.min(next.version, base.version + 1) },
    values: { ...values, ...Object.fromEntries(settled.map((name) => [name, now[name]])) },
  };
}
