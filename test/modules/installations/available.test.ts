import { expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { useQiao } from '../../kit/shared-qiao.ts';
import { statementsOf } from '../../kit/statements.ts';
import { sql } from '../../kit/stored.ts';

const qiao = useQiao();

test('which of many installations can be used is one statement', async () => {
  for (const site of ['one', 'two', 'three']) await qiao.caller({ site });
  await qiao.eloqua.reinstall('two', { consent: 'WAIT' });
  const rows = await sql<{ id: string; site: string }>(qiao, 'select id, site from installation');
  const idOf = (site: string) => rows.find((row) => row.site === site)?.id ?? '';
  const ids = [...rows.map(({ id }) => id), newId()];
  let available = new Set<string>();

  const statements = await statementsOf(qiao, async () => {
    available = await qiao.services.installations.available(ids);
  });

  expect(available).toEqual(new Set([idOf('one'), idOf('three')]));
  expect(statements).toBe(1);
});
