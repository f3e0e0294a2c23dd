import type { Benchmark } from './kit/benchmark.ts';
import { median } from './kit/contest.ts';
import type { Installation } from './kit/data.ts';
import { type Production, withInstallation } from './kit/production.ts';
import { digits, table, writeResults } from './kit/report.ts';
import { FEW, globalId, LIST, NODE, UPDATE } from './operations.ts';

const WARM_UP = 20;
const DAY_MS = 86_400_000;

/** A Qiao of its own, with an installation of some size. */
interface Place {
  readonly size: number;
  readonly installation: Installation;
  readonly qiao: Production;
}

interface Question {
  readonly query: string;
  readonly variables?: object;
  readonly role?: 'marketer';
}

/** What is asked of an installation; `n` is another number each time. */
const QUESTIONS: Readonly<Record<string, (installation: Installation, n: number) => Question>> = {
  'list of 20, with mappings, campaign, access, requirements': () => ({ query: LIST }),
  'list of 20, three fields': () => ({ query: FEW }),
  'list from the middle': ({ accountIds }) => {
    const middle = accountIds[Math.floor(accountIds.length / 2)];
    const after = Buffer.from(`cursor:officialAccounts:${middle}`).toString('base64url');
    return { query: `{ officialAccounts(first: 5, after: "${after}") { edges { node { id } } } }` };
  },
  'list with a filter that matches nothing': () => ({
    query: '{ officialAccounts(first: 20, filter: { statuses: [DRAFT] }) { edges { node { id } } } }',
  }),
  'node(id)': ({ accountIds }) => ({ query: NODE, variables: { id: accountOf(accountIds, 3) } }),
  totalCount: () => ({ query: '{ officialAccounts(first: 1) { totalCount } }' }),
  "a marketer's totalCount": () => ({
    query: '{ officialAccounts(first: 1) { totalCount } }',
    role: 'marketer',
  }),
  'contactFields(search), totalCount': () => ({
    query: '{ contactFields(first: 20, search: "subscription") { totalCount edges { node { id } } } }',
  }),
  openPlatforms: () => ({ query: '{ openPlatforms { appId } }' }),
  'auditEntries by time': () => ({
    query:
      'query ($filter: AuditFilter) { auditEntries(first: 20, filter: $filter) { edges { node { id } } } }',
    variables: {
      filter: {
        since: new Date(Date.now() - 160 * DAY_MS).toISOString(),
        until: new Date(Date.now() - 140 * DAY_MS).toISOString(),
      },
    },
  }),
  'updateOfficialAccount(description)': ({ accountIds }, n) => ({
    query: UPDATE,
    variables: { input: { accountId: accountOf(accountIds, 3), description: `change ${n}` } },
  }),
  addOfficialAccount: (_installation, n) => ({
    query: `mutation { addOfficialAccount(input: { description: "new ${n}" }) { officialAccount { id } userErrors { code } } }`,
  }),
};

const accountOf = (ids: readonly string[], place: number) => globalId('OfficialAccount', ids[place] ?? '');

/** The same of installations of other sizes, each in a PostgreSQL of its own; one client, one question after the other. */
export const bench: Benchmark = ({ quick }) =>
  withPlaces(quick ? [20, 10_000] : [20, 10_000, 100_000], async (places) => {
    const rounds = quick ? 20 : 50;
    const rows: string[][] = [];
    for (const [name, questionOf] of Object.entries(QUESTIONS)) {
      const times = new Map<Place, number[]>(places.map((place) => [place, []]));
      for (let round = -WARM_UP; round < rounds; round += 1)
        for (const place of places) {
          const ms = await timeOf(place, questionOf(place.installation, round));
          if (round >= 0) times.get(place)?.push(ms);
        }
      const medians = [...times.values()].map(median);
      const growth = (medians.at(-1) ?? 0) / (medians[0] ?? 0);
      rows.push([name, ...medians.map(digits), digits(growth)]);
    }
    const sizes = places.map(({ size }) => `${size} accounts, ms`);
    const text = `Medians of ${rounds}. Each account has ten audit entries and two contact fields.\n\n${table(['', ...sizes, 'last ÷ first'], rows)}`;
    console.log(text);
    if (!quick) writeResults('growth', text);
  });

/** Starts one after the other, and ends them in reverse. */
async function withPlaces(
  sizes: readonly number[],
  measure: (places: readonly Place[]) => Promise<void>,
  places: readonly Place[] = [],
): Promise<void> {
  const [size, ...others] = sizes;
  if (size === undefined) return measure(places);
  await withInstallation(
    { profile: false },
    (installation, qiao) => withPlaces(others, measure, [...places, { size, installation, qiao }]),
    size,
  );
}

const tokens = new Map<string, string>();

async function timeOf({ qiao, installation }: Place, { query, variables, role }: Question): Promise<number> {
  const key = `${qiao.url} ${role}`;
  const token = tokens.get(key) ?? (await qiao.token(installation.site, role ? '4' : '17', role));
  tokens.set(key, token);
  const begun = performance.now();
  const response = await fetch(`${qiao.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: object; errors?: unknown };
  const ms = performance.now() - begun;
  const text = JSON.stringify(answer);
  if (answer.errors || /"userErrors":\[\{/.test(text)) throw new Error(text);
  return ms;
}
