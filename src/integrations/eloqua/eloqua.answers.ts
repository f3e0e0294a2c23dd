import { z } from 'zod';
import { count, flagOrNull, id, instantOrNull, nameOrNull, textOrNull } from './scalars.ts';

/**
 * What is read of Eloqua's answers. Required is only what decides: without it the object, or the answer, cannot be used.
 * Everything else is null if it is missing or odd.
 */

export const contactField = z.object({
  id,
  name: nameOrNull,
  /** For example `C_…`. Eloqua derives it from the first name. Searches and statements use it. */
  internalName: textOrNull,
  /** `text` has at most 100 characters. Other known values: `largeText`, `date`, `number`, `numeric`. */
  dataType: textOrNull,
  /** The input control: `text`, `textArea`, `singleSelect`, `multiSelect`, `checkbox`. */
  displayType: textOrNull,
  isReadOnly: flagOrNull,
  isRequired: flagOrNull,
  /** True for fields that Eloqua defines. */
  isStandard: flagOrNull,
  createdAt: instantOrNull,
  updatedAt: instantOrNull,
});

export const user = z.object({
  id,
  name: nameOrNull,
  loginName: textOrNull,
  emailAddress: textOrNull,
  isDisabled: flagOrNull,
  isDeleted: flagOrNull,
});

export const CAMPAIGN_STATUSES = ['Active', 'Draft', 'Scheduled', 'Completed'] as const;

export const campaign = z.object({
  id,
  name: nameOrNull,
  /** `OTHER` for a value that is not known. */
  currentStatus: textOrNull.transform((text) => {
    const spelling = text?.trim().toLowerCase();
    if (!spelling) return null;
    return CAMPAIGN_STATUSES.find((status) => status.toLowerCase() === spelling) ?? 'OTHER';
  }),
  startAt: instantOrNull,
  endAt: instantOrNull,
  isReadOnly: flagOrNull,
});

/** As it is sent back with a change. */
export const wholeCampaign = z.looseObject({ id });

/** A contact. Which values it has depends on the depth. */
export const contact = z.object({
  id,
  emailAddress: textOrNull,
  /** By field id; a date in Unix seconds. Empty ones are missing. */
  fieldValues: z
    .array(z.object({ id, value: textOrNull }))
    .nullish()
    .transform(
      (values) => new Map(values?.flatMap(({ id: field, value }) => (value ? [[field, value]] : []))),
    ),
});

/** The envelope of a search by ids is not documented: that of other lists, or a plain list. Nothing found may be a 204. */
export const contactList = z.union([
  z.array(z.unknown()),
  z
    .object({ elements: z.array(z.unknown()) })
    .nullable()
    .transform((list) => list?.elements ?? []),
]);

/** The type of an external asset. */
export const assetType = z.object({
  id,
  name: nameOrNull,
  activityTypes: z
    .array(z.object({ name: textOrNull }))
    .nullish()
    .transform((types) => types?.flatMap(({ name }) => name ?? []) ?? []),
});

/** As it is sent back with a change. Without its list of activity types nothing can be added to it. */
export const wholeAssetType = z.looseObject({ id, activityTypes: z.array(z.looseObject({})) });

/** An answer to a question about one object. What is about another one cannot be read: it says nothing about this one. */
export const about = <Answer extends { readonly id: string }>(
  schema: z.ZodType<Answer>,
  asked: string,
): z.ZodType<Answer> => schema.refine((answer) => answer.id === asked, { path: ['id'] });

/** The envelope of a list. An empty result may also be a 204. Its elements are read one by one. */
export const page = z
  .object({ elements: z.array(z.unknown()).nullish(), total: count.nullish() })
  .nullable()
  .transform((list) => ({ elements: list?.elements ?? [], total: list?.total ?? null }));

export const identity = z.object({
  site: z.object({ id, name: textOrNull }),
  user: z.object({ id, username: textOrNull }).nullish(),
  urls: z.object({ base: z.url({ protocol: /^https?$/ }) }),
});

/** The usual lifetime, if the answer has none. */
const EIGHT_HOURS = 8 * 3600;
const LONGEST_LIFE = 366 * 24 * 3600;

/** After a refresh. RFC 6749 allows an answer without a refresh token. */
export const refreshedTokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: count
    .refine((seconds) => seconds > 0)
    .nullish()
    .transform((seconds) => Math.min(seconds ?? EIGHT_HOURS, LONGEST_LIFE)),
});

export const firstTokens = refreshedTokens.extend({ refresh_token: z.string().min(1) });

const GUID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/i;

/** A step. The documented answer has no id property, but URI and statement contain the id. */
export const instance = z
  .object({
    id: textOrNull,
    uri: textOrNull,
    statement: textOrNull,
    recordDefinition: z.record(z.string(), z.string()).nullish(),
    requiresConfiguration: flagOrNull,
    /** `Campaign` or `Program`; null until the canvas is saved. */
    dependentAssetType: textOrNull,
    dependentAssetId: textOrNull,
  })
  .transform(({ id: given, uri: address, statement, recordDefinition, ...found }, context) => {
    const guid = GUID.exec([given, address, statement].join(' '))?.[0];
    if (guid !== undefined) return { guid, recordDefinition: recordDefinition ?? {}, ...found };
    context.addIssue('no GUID');
    return z.NEVER;
  });

/** The envelope is not documented: a plain list, or an envelope that other Eloqua APIs use. */
export const instances = z.union([
  z.array(z.unknown()),
  z.object({ items: z.array(z.unknown()) }).transform(({ items }) => items),
  z.object({ elements: z.array(z.unknown()) }).transform(({ elements }) => elements),
]);

export const uri = z.string().regex(/^\/[\w/]+$/);

/** A definition of Bulk. */
export const definition = z.object({ uri });

const SYNC_STATUSES = ['pending', 'active', 'success', 'warning', 'error'] as const;

/** Of a status that cannot be read, the end is not known: it is asked for again. */
const status = textOrNull.transform(
  (text) => SYNC_STATUSES.find((known) => known === text?.trim().toLowerCase()) ?? 'pending',
);

export const startedSync = z.object({ uri, status });

export const sync = z.object({ status });

export const syncLogs = z
  .object({ items: z.array(z.unknown()).nullish() })
  .transform(({ items }) => items ?? []);

export const syncLog = z.object({
  /** For example `ELQ-00060`. */
  statusCode: textOrNull,
  severity: textOrNull,
  message: textOrNull,
  count: count.nullish().transform((n) => n ?? 0),
});

/** One page of a list of Bulk. Without `hasMore`, the totals say whether there is more. */
export const bulkPage = z
  .object({
    items: z.array(z.unknown()).nullish(),
    hasMore: flagOrNull,
    offset: count.nullish(),
    totalResults: count.nullish(),
  })
  .nullable()
  .transform((page) => {
    const items = page?.items ?? [];
    const isShort = (page?.offset ?? 0) + items.length < (page?.totalResults ?? 0);
    return { items, hasMore: page?.hasMore ?? isShort };
  });

export const listedSync = startedSync.extend({ syncedInstanceUri: textOrNull });

/** A record of an import that was refused. The values that it repeats may be personal data, and are not read. */
export const syncReject = z.object({
  /** Over all uploads, from 1. */
  recordIndex: count.refine((index) => index > 0),
  statusCode: textOrNull,
});

/** A row of an export: what is empty is missing. */
export const exportedRow = z
  .record(z.string(), textOrNull)
  .transform((row) =>
    Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  );
