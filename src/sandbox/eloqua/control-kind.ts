import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { paramOf, queryOf } from '../shared/requests.ts';
import { type Sandbox, unixNow } from './context.ts';
import { siteBody, siteOf } from './control-input.ts';
import type { Site } from './site.ts';

/** One kind of records, as the control API changes it. */
export interface Kind<Row extends { id: string; updatedAt: number }, Patch> {
  plural: string;
  patch: z.ZodType<Patch>;
  rows(site: Site): Record<string, Row>;
  create(sandbox: Sandbox, site: Site, input: Patch): Row;
  /** Null: `input` asks for a single one. */
  createMany?(sandbox: Sandbox, site: Site, input: Patch): Row[] | null;
  change(sandbox: Sandbox, site: Site, row: Row, input: Patch): void;
  remove(site: Site, row: Row): void;
  show(sandbox: Sandbox, site: Site, row: Row): Record<string, unknown>;
}

/** Lists, creates, reads, changes and deletes records. */
export function serveKind<Row extends { id: string; updatedAt: number }, Patch>(
  app: FastifyInstance,
  sandbox: Sandbox,
  kind: Kind<Row, Patch>,
): void {
  const path = `/_sandbox/${kind.plural}`;
  app.get(path, async (request) => {
    const site = siteOf(sandbox, request);
    const { search = '', recent } = queryOf(request);
    const show = (row: Row) => kind.show(sandbox, site, row);
    const found = Object.values(kind.rows(site)).filter(
      (row) => search === '' || textOf(show(row)).includes(search.toLowerCase()),
    );
    const rows = recent === undefined ? found : latest(found, Number(recent));
    return { [kind.plural]: rows.map(show), total: found.length };
  });
  app.post(path, async (request, reply) => {
    const site = siteOf(sandbox, request);
    const input = siteBody(request, kind.patch);
    const many = kind.createMany?.(sandbox, site, input) ?? null;
    const rows = many ?? [kind.create(sandbox, site, input)];
    for (const row of rows) kind.rows(site)[row.id] = row;
    sandbox.store.changed();
    const [row] = rows as [Row];
    if (many) return reply.code(201).send({ count: rows.length, firstId: row.id, lastId: rows.at(-1)?.id });
    return reply.code(201).send(kind.show(sandbox, site, row));
  });
  app.get(`${path}/:id`, async (request) => {
    const site = siteOf(sandbox, request);
    return kind.show(sandbox, site, requireRow(kind.rows(site), paramOf(request, 'id')));
  });
  app.patch(`${path}/:id`, async (request) => {
    const site = siteOf(sandbox, request);
    const row = requireRow(kind.rows(site), paramOf(request, 'id'));
    kind.change(sandbox, site, row, siteBody(request, kind.patch));
    row.updatedAt = unixNow(sandbox);
    sandbox.store.changed();
    return kind.show(sandbox, site, row);
  });
  app.delete(`${path}/:id`, async (request) => {
    const site = siteOf(sandbox, request);
    const row = requireRow(kind.rows(site), paramOf(request, 'id'));
    kind.remove(site, row);
    sandbox.store.changed();
    return kind.show(sandbox, site, row);
  });
}

/** What a search looks at: not the values of the past. */
const textOf = ({ changed: _changed, ...shown }: Record<string, unknown>): string =>
  JSON.stringify(shown).toLowerCase();

/** Those that changed last, newest first. */
function latest<Row extends { id: string; updatedAt: number }>(rows: readonly Row[], count: number): Row[] {
  return rows.toSorted((a, b) => b.updatedAt - a.updatedAt || Number(a.id) - Number(b.id)).slice(0, count);
}

function requireRow<Row>(rows: Record<string, Row>, id: string): Row {
  const row = rows[id];
  if (row === undefined) throw new ControlError(404, 'NOT_FOUND', `there is no ${id}`, ['id']);
  return row;
}

export function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new ControlError(400, 'INVALID', `${name} is needed`, [name]);
  return value;
}
