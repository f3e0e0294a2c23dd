import { z } from 'zod';
import { parseJson, readItems } from './answer.ts';
import type { Parsed } from './app-cloud.calls.ts';
import { isNumber } from './ids.ts';
import { count } from './scalars.ts';

/** Contacts that have arrived at a step. */
export interface Notification {
  readonly executionId: string;
  readonly contactIds: readonly string[];
  /** Contacts that could not be read; they stay in the step. */
  readonly odd: number;
}

/** The most contacts that Eloqua sends in one notification. */
const MOST_CONTACTS = 5000;

const contactId = z.union([z.string(), z.number().int()]).transform(String).refine(isNumber);
const Contact = z
  .record(z.string(), z.unknown())
  .transform((values) => Object.entries(values).find(([key]) => key.toLowerCase() === 'contactid')?.[1])
  .pipe(contactId);

/** @param body the unparsed body, JSON */
export function parseNotification(executionId: string | null, body: string): Parsed<Notification> {
  if (executionId === null || !isNumber(executionId)) return fault('there is no execution id');
  const json = parseJson(body);
  if (typeof json !== 'object' || json === null) return fault('the body is no JSON object');
  const { items, totalResults } = json as { items?: unknown; totalResults?: unknown };
  const given = items ?? [];
  if (!Array.isArray(given)) return fault('“items” is no list of contacts');
  if (given.length > MOST_CONTACTS) return fault(`there are more than ${MOST_CONTACTS} contacts`);
  const { data: expected = items ? 0 : null } = count.safeParse(totalResults);
  if (given.length === 0 && expected !== 0) return fault(MISSING);
  const { items: contactIds } = readItems(Contact, given, 'items');
  const odd = given.length - contactIds.length;
  if (odd > 0 && contactIds.length === 0)
    return fault(`none of the ${odd} contacts has a “ContactId” that is a number`);
  return { ok: true, value: { executionId, contactIds, odd } };
}

const MISSING = 'the contacts are missing: register the action with records in its notifications';

const fault = (text: string): Parsed<never> => ({ ok: false, fault: text });
