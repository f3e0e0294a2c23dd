import { z } from 'zod';
import type { Parsed } from './app-cloud.calls.ts';
import { isNumber } from './ids.ts';

/** Contacts that have arrived at a step. */
export interface Notification {
  readonly executionId: string;
  readonly contactIds: readonly string[];
}

/** The most contacts that Eloqua sends in one notification. */
const MOST_CONTACTS = 5000;

const Body = z.object({
  items: z
    .array(
      z.object({
        ContactId: z.union([z.string(), z.number().int()]).transform(String).refine(isNumber),
      }),
    )
    .max(MOST_CONTACTS),
  totalResults: z.number().int().min(0).optional(),
});

/** @param body the unparsed body, JSON */
export function parseNotification(executionId: string | null, body: string): Parsed<Notification> {
  if (executionId === null || !isNumber(executionId)) return fault('there is no execution id');
  const { data } = Body.safeParse(json(body));
  if (!data) return fault(`this is not a notification of at most ${MOST_CONTACTS} contacts`);
  const { items, totalResults = items.length } = data;
  if (items.length === 0 && totalResults > 0)
    return fault('the contacts are missing: register the action with records in its notifications');
  return { ok: true, value: { executionId, contactIds: items.map(({ ContactId }) => ContactId) } };
}

const fault = (text: string): Parsed<never> => ({ ok: false, fault: text });

/** Returns undefined if the text is not JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
