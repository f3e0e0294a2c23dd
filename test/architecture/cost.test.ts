import { expect, test } from 'vitest';
import { createSchema } from '../../src/app/schema.ts';
import { unpricedLists } from '../../src/graphql/cost.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();

test('every list of objects has pages or a size, so that the cost of an operation is known before it runs', async () => {
  expect(unpricedLists(await createSchema(qiao.services))).toEqual([]);
});
