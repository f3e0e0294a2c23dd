import { describe, expect, test } from 'vitest';
import { EloquaError } from '../../../src/integrations/eloqua/errors.ts';
import { listOf, type Page, type PageRequest } from '../../../src/integrations/eloqua/page.ts';
import { HttpFault, type HttpFaultKind } from '../../../src/kernel/http.ts';

interface Row {
  readonly id: string;
}
type Answers = (asked: PageRequest) => Partial<Page<Row>>;

const rows = (count: number, first = 1): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(first + index) }));
const ALL = rows(1_001);

/** A part of all, as a platform gives it that is asked for a page. */
const pageOf = (all: readonly Row[], { page, count }: PageRequest): Row[] =>
  all.slice((page - 1) * count, page * count);

/** Reads a list of a platform that answers like this, and says how often and for how much it was asked. */
async function reading(answers: Answers) {
  const asked: [page: number, count: number][] = [];
  const { found, proof } = await listOf<Row>(async (page) => {
    asked.push([page.page, page.count]);
    return { elements: [], odd: 0, total: null, ...answers(page) };
  });
  return { found: found.length, proof, asked };
}

describe('a list', () => {
  test.each<[string, Answers, number, string, number]>([
    ['with all pages', (page) => ({ elements: pageOf(ALL, page), total: 1_001 }), 1_001, 'COMPLETE', 2],
    ['of one page', () => ({ elements: rows(3), total: 3 }), 3, 'COMPLETE', 1],
    ['without a total', (page) => ({ elements: pageOf(ALL, page) }), 1_001, 'NONE', 2],
    ['of a short page without a total', () => ({ elements: rows(3) }), 3, 'NONE', 1],
    ['of a full page without a total', (page) => ({ elements: pageOf(rows(1_000), page) }), 1_000, 'NONE', 2],
    [
      'that gives fewer than it was asked for',
      ({ page }) => ({ elements: pageOf(ALL, { page, count: 400 }), total: 1_001 }),
      1_001,
      'COMPLETE',
      3,
    ],
    ['whose total is too low', (page) => ({ elements: pageOf(ALL, page), total: 7 }), 1_001, 'NONE', 2],
    ['whose total is 0 though it has some', () => ({ elements: rows(3), total: 0 }), 3, 'NONE', 1],
    [
      'with an odd element that does not count',
      () => ({ elements: rows(3), odd: 1, total: 3 }),
      3,
      'COMPLETE',
      1,
    ],
    ['that says that it is empty', () => ({ total: 0 }), 0, 'EMPTY', 1],
    ['that says nothing', () => ({}), 0, 'NONE', 1],
    ['without elements, though there are some', () => ({ total: 3 }), 0, 'NONE', 1],
    [
      'whose second page repeats one of the first',
      ({ page }) => ({ elements: page === 1 ? rows(1_000) : rows(1), total: 1_001 }),
      1_000,
      'NONE',
      2,
    ],
    [
      'whose pages shift, and have no total',
      ({ page }) => ({ elements: page === 1 ? rows(1_000) : rows(5, 1_000) }),
      1_004,
      'NONE',
      2,
    ],
    [
      'whose second page is missing',
      ({ page }) => ({ elements: page === 1 ? rows(1_000) : [], total: 1_001 }),
      1_000,
      'NONE',
      2,
    ],
    ['whose page is cut', () => ({ elements: rows(2), total: 3 }), 2, 'NONE', 2],
    [
      'whose total falls while it is read',
      ({ page }) => ({ elements: page === 1 ? rows(1_000) : [], total: page === 1 ? 1_001 : 1_000 }),
      1_000,
      'NONE',
      2,
    ],
    ['that always gives its first page', () => ({ elements: rows(1_000), total: 5_000 }), 1_000, 'NONE', 2],
    ['that does so, and is odd', () => ({ elements: rows(999), odd: 1, total: 5_000 }), 999, 'NONE', 2],
    ['with an odd element', () => ({ elements: rows(2), odd: 1, total: 3 }), 2, 'NONE', 1],
    ['with an odd element, without a total', () => ({ elements: rows(2), odd: 1 }), 2, 'NONE', 1],
    ['of nothing but odd elements', () => ({ odd: 2, total: 0 }), 0, 'NONE', 1],
  ])('%s', async (_what, answers, found, proof, calls) => {
    const { asked, ...read } = await reading(answers);
    expect(read).toEqual({ found, proof });
    expect(asked).toHaveLength(calls);
  });
});

describe('a page', () => {
  const failed = (kind: HttpFaultKind): never => {
    throw new EloquaError('GET /x', 'UNAVAILABLE', { cause: new HttpFault(kind, 'GET x') });
  };
  const whole = (page: PageRequest) => ({ elements: pageOf(ALL, page), total: 1_001 });

  test.each(['TOO_LARGE', 'TIMEOUT'] as const)(
    'that is too much (%s) is asked for in smaller ones',
    async (kind) => {
      const { asked, ...read } = await reading((page) => (page.count > 125 ? failed(kind) : whole(page)));

      expect(read).toEqual({ found: 1_001, proof: 'COMPLETE' });
      expect(asked.filter(([, count]) => count > 1).slice(0, 5)).toEqual([
        [1, 1_000],
        [1, 500],
        [1, 250],
        [1, 125],
        [2, 125],
      ]);
    },
  );

  test('with an object that is too large alone is read without it', async () => {
    const isTooLarge = ({ page, count }: PageRequest) => (page - 1) * count <= 700 && 700 < page * count;

    const { asked, ...read } = await reading((page) =>
      isTooLarge(page) ? failed('TOO_LARGE') : whole(page),
    );

    expect(read).toEqual({ found: 1_000, proof: 'NONE' });
    expect(asked.length).toBeLessThan(40);
  });

  test('of a platform that does not answer at all is not asked for again and again', async () => {
    const asked: PageRequest[] = [];
    const hangs = listOf<Row>(async (page) => {
      asked.push(page);
      return failed('TIMEOUT');
    });

    await expect(hangs).rejects.toMatchObject({ kind: 'UNAVAILABLE' });
    expect(asked).toEqual([
      { page: 1, count: 1_000 },
      { page: 1, count: 1, timeoutMs: 2_000 },
    ]);
  });
});
