import { buildSchema, execute, type GraphQLSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { Deadline, timed, timedFieldResolver } from '../../src/graphql/deadline.ts';

/** Fields that never end by themselves, and one that notes when it is asked for. */
function schemaWith(resolvers: Readonly<Record<string, () => unknown>>): GraphQLSchema {
  const fields = Object.keys(resolvers).map((name) => `${name}: Int`);
  const schema = buildSchema(`type Query { ${fields.join('\n')} }`);
  for (const [name, field] of Object.entries(schema.getQueryType()?.getFields() ?? {}))
    field.resolve = resolvers[name] as never;
  return timed(schema);
}

const run = (schema: GraphQLSchema, deadline: Deadline, query: string) =>
  execute({
    schema,
    document: parse(query),
    contextValue: { deadline },
    fieldResolver: timedFieldResolver as never,
  });

const messages = (result: { errors?: readonly { message: string }[] }) =>
  result.errors?.map(({ message }) => message);

test('a field that waits fails at the deadline; what was there before stays', async () => {
  const schema = schemaWith({ quick: () => 1, slow: () => new Promise(() => {}) });
  const result = await run(schema, new Deadline(300), '{ quick slow }');
  expect(result.data).toEqual({ quick: 1, slow: null });
  expect(messages(result)).toEqual(['The operation took too long.']);
});

test('no field begins after it, though nothing has waited: a timer would not have run', async () => {
  const begun: string[] = [];
  const deadline = new Deadline(300);
  const hasPassed = () => {
    try {
      deadline.check();
      return false;
    } catch {
      return true;
    }
  };
  const schema = schemaWith({
    first: () => {
      while (!hasPassed()) begun.length = 0;
      return 1;
    },
    second: () => begun.push('second'),
  });
  const result = await run(schema, deadline, '{ first second }');
  expect(result.data).toEqual({ first: 1, second: null });
  expect(begun).toEqual([]);
});

test('nor does a long list go on that is only read from memory', async () => {
  const deadline = new Deadline(300);
  let read = 0;
  const item = {
    get value() {
      read += 1;
      for (const end = performance.now() + 1; performance.now() < end; );
      return 1;
    },
  };
  const schema = buildSchema('type Query { items: [Item] } type Item { value: Int }');
  const rootValue = { items: Array.from({ length: 1000 }, () => item) };
  const document = parse('{ items { value } }');
  const contextValue = { deadline };
  await execute({ schema, document, rootValue, contextValue, fieldResolver: timedFieldResolver as never });
  expect(read).toBeLessThan(600);
});

test('an operation whose client has left ends at once', async () => {
  const deadline = new Deadline(60_000);
  const result = run(schemaWith({ slow: () => new Promise(() => {}) }), deadline, '{ slow }');
  deadline.end();
  expect(messages(await result)).toEqual(['The operation took too long.']);
  expect(deadline.signal.aborted).toBe(true);
});
