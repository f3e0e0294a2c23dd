import type { z } from 'zod';
import { HttpFault, type RequestText } from '../../kernel/http.ts';
import { readItems } from './answer.ts';
import { page as envelope } from './eloqua.answers.ts';
import { EloquaError } from './errors.ts';
import { type Call, call, type EloquaSession } from './rest.call.ts';

export interface PageRequest {
  /** Starts at 1. */
  readonly page: number;
  /** 1 to 1 000. */
  readonly count: number;
  readonly timeoutMs?: number | undefined;
}

export interface Page<Element> {
  readonly elements: readonly Element[];
  /** Elements that could not be read. */
  readonly odd: number;
  /** Over all pages, as this one says; null: it does not say so. */
  readonly total: number | null;
}

/**
 * What a list proves about objects that are not in it.
 *
 * - COMPLETE: they do not exist.
 * - EMPTY: it says itself that there are no objects at all. A fault can look the same, so it is believed only when it says so
 *   again.
 * - NONE: nothing.
 */
export type Proof = 'COMPLETE' | 'EMPTY' | 'NONE';

export interface List<Element> {
  readonly found: readonly Element[];
  readonly proof: Proof;
}

/** Of a page that has far more than it was asked for, so many are read: it would take time from everybody. */
const MOST_ELEMENTS = 5_000;

/** Asks for one page, sorted by what never changes and never repeats: by a name, an object may be on two pages or on none. */
export async function pageOf<Element>(
  http: RequestText,
  session: EloquaSession,
  { page, count, timeoutMs }: PageRequest,
  request: Omit<Call<unknown>, 'answer' | 'method'>,
  element: z.ZodType<Element>,
): Promise<Page<Element>> {
  const { elements, total } = await call(http, session, {
    ...request,
    method: 'GET',
    query: { ...request.query, orderBy: 'id', page: String(page), count: String(count) },
    timeoutMs: timeoutMs ?? request.timeoutMs ?? PAGE_MS,
    answer: envelope,
  });
  const { items, odd } = readItems(element, elements.slice(0, MOST_ELEMENTS), 'elements');
  const beyond = elements.length > MOST_ELEMENTS ? [`elements[${MOST_ELEMENTS}…]`] : [];
  if (odd.length + beyond.length > 0) request.onOdd?.(`GET ${request.path}`, [...odd, ...beyond]);
  return { elements: items, odd: elements.length - items.length, total };
}

type ReadPage<Element> = (page: PageRequest) => Promise<Page<Element>>;

/** Each divides the one before, so a smaller page begins where the larger one did. The first is Eloqua's maximum. */
const SIZES = [1_000, 500, 250, 125, 25, 5, 1] as const;
/** The most that a page may take. Mutations wait for it, and for the probe after it. */
const PAGE_MS = 6_000;
/** A list that does not end. */
const MOST_PAGES = 2_000;
/** How long Eloqua may take to tell a single object, to show that only the page was too much. */
const PROBE_MS = 2_000;

/**
 * Reads a whole list and says what it proves. Absence is believed only if nothing speaks against it:
 *
 * - A full page is followed by another one, whatever `total` says. So is one that is not full if objects are missing, because
 *   Eloqua may give fewer than it was asked for.
 * - The last page is not full.
 * - There are exactly as many different objects as the highest `total`. Without a total, or with one that is too low, a list
 *   that was cut looks like a whole one.
 */
export async function listOf<Element extends { readonly id: string }>(
  read: ReadPage<Element>,
): Promise<List<Element>> {
  const found = new Map<string, Element>();
  let total: number | null = null;
  let odd = 0;
  let ended = false;
  for await (const page of pagesOf(read)) {
    const before = found.size;
    for (const element of page.elements) found.set(element.id, element);
    odd += page.odd;
    if (page.total !== null) total = Math.max(total ?? 0, page.total);
    // After a page of which nothing can be read, something new may follow; not after one that only comes again.
    const isNew = found.size > before || (page.elements.length === 0 && page.odd > 0);
    const isShort = total !== null && found.size + odd < total;
    ended = !page.isFull;
    if (!isNew || (ended && !isShort)) break;
  }
  const isEmpty = found.size === 0 && odd === 0 && total === 0;
  const some = found.size > 0 && ended && found.size === total ? 'COMPLETE' : 'NONE';
  return { found: [...found.values()], proof: isEmpty ? 'EMPTY' : some };
}

/** Where a page is too large, or takes too long, smaller ones are asked for; a single object that is too large is odd. */
async function* pagesOf<Element>(
  read: ReadPage<Element>,
): AsyncGenerator<Page<Element> & { readonly isFull: boolean }> {
  let sizes: readonly number[] = SIZES;
  let offset = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const count = sizes.find((size) => offset % size === 0) ?? 1;
    try {
      const page = await read({ page: offset / count + 1, count });
      yield { ...page, isFull: page.elements.length + page.odd >= count };
      offset += count;
    } catch (error) {
      const kind = faultOf(error);
      const isSlow = kind === 'TIMEOUT' && count > 1;
      if (kind !== 'TOO_LARGE' && !(isSlow && (await answers(read, offset)))) throw error;
      if (count > 1) {
        sizes = SIZES.filter((size) => size < count);
      } else {
        yield { elements: [], odd: 1, total: null, isFull: true };
        offset += 1;
        sizes = SIZES;
      }
    }
  }
}

/** A page that takes too long and a platform that does not answer look the same, until a single object is asked for. */
const answers = <Element>(read: ReadPage<Element>, offset: number): Promise<boolean> =>
  read({ page: offset + 1, count: 1, timeoutMs: PROBE_MS }).then(
    () => true,
    (error: unknown) => faultOf(error) === 'TOO_LARGE',
  );

/** Why there was no answer; null if there was one. */
const faultOf = (error: unknown): HttpFault['kind'] | null =>
  error instanceof EloquaError && error.cause instanceof HttpFault ? error.cause.kind : null;
