import { z } from 'zod';
import { count } from './scalars.ts';

/** The maximum page size. */
export const MAX_PAGE_SIZE = 1_000;

export interface PageRequest {
  /** Starts at 1, the default. */
  page?: number;
  /** 1 to 1 000; default 50. */
  count?: number;
}

export interface Page<Element> {
  elements: Element[];
  /** Total over all pages. */
  total: number;
}

/** The envelope of a list. An empty result may also be a 204. */
export function pageOf<Element>(element: z.ZodType<Element>): z.ZodType<Page<Element>> {
  return z
    .object({ elements: z.array(element).nullish(), total: count.nullish() })
    .nullable()
    .transform((list) => {
      const elements = list?.elements ?? [];
      return { elements, total: list?.total ?? elements.length };
    });
}

export function pageQuery({ page = 1, count: size = 50 }: PageRequest): Record<string, string> {
  return { page: String(page), count: String(size) };
}

/** Reads page by page. Elements that are added or deleted in the meantime may be missed or come twice. */
export async function* allPages<Element>(
  read: (page: Required<PageRequest>) => Promise<Page<Element>>,
  size = MAX_PAGE_SIZE,
): AsyncGenerator<Element> {
  for (let page = 1; ; page++) {
    const { elements, total } = await read({ page, count: size });
    yield* elements;
    if (elements.length === 0 || page * size >= total) return;
  }
}
