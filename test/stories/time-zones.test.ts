import { expect, test } from 'vitest';
import { sampleCovering } from '../kit/depth.ts';
import { TimeZonesDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();

const zones = async (search?: string) => {
  const marketer = await qiao.caller({ role: 'marketer' });
  return (await marketer.run(TimeZonesDocument, { search })).timeZones;
};

test('a zone has its IANA name, what its clocks show now, and a label for people', async () => {
  expect(await zones('shanghai')).toEqual([
    { name: 'Asia/Shanghai', offset: 480, label: '(UTC+08:00) Shanghai, China Standard Time' },
  ]);
  expect(await zones('utc')).toEqual([
    { name: 'UTC', offset: 0, label: '(UTC+00:00) UTC, Coordinated Universal Time' },
  ]);
});

test('a search finds every zone whose name has all its words, in any case and order', async () => {
  const names = async (search: string) => (await zones(search)).map(({ name }) => name);

  expect(await names('SHANG')).toEqual(['Asia/Shanghai']);
  expect(await names('new york')).toEqual(['America/New_York']);
  expect(await names('york america')).toEqual(['America/New_York']);
  expect(await names('America/New_York')).toEqual(['America/New_York']);
  expect(await names('hong')).toEqual(['Asia/Hong_Kong']);
  expect(await names('nowhere')).toEqual([]);
  expect(await names("' or true --")).toEqual([]);
});

test('without a search all are told, each once, from west to east', async () => {
  const all = await zones();
  const offsets = all.map(({ offset }) => offset);

  expect(all.length).toBeGreaterThan(400);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
  expect(await zones('  ')).toEqual(all);
});

test('every zone that is told is one that inputs take', async () => {
  const admin = await qiao.caller();
  // Refused because of its terms, so that nothing is added; an invalid zone would be an error.
  const add =
    'mutation ($zone: TimeZone) { addOfficialAccount(input: { defaultTimezone: $zone, acceptedTermsVersion: "none" }) { userErrors { code } } }';
  const some = sampleCovering('zones', await zones(), ({ name, offset }) => [
    name.split('/')[0] ?? '',
    String(offset),
  ]);
  // One after the other: an installation has only so many operations at once.
  for (const { name } of some)
    expect(await admin.ask(add, { zone: name } as never)).toMatchObject({
      data: { addOfficialAccount: { userErrors: [{ code: 'TERMS_NOT_ACCEPTED' }] } },
    });
});

test.each([
  ['CST', null],
  ['EST5EDT', null],
  ['Somewhere/Else', null],
  ['+08:00', null],
  ['', null],
  ['PRC', 'Asia/Shanghai'],
  ['utc', 'UTC'],
  ['asia/shanghai', 'Asia/Shanghai'],
  [' Asia/Shanghai', 'Asia/Shanghai'],
  ['US/Eastern', 'America/New_York'],
])('no other name is taken: %j (meant: %s)', async (zone, meant) => {
  const admin = await qiao.caller();
  const hint = meant === null ? 'Take a name from the query `timeZones`.' : `Is "${meant}" meant?`;
  const literal = `mutation { addOfficialAccount(input: { defaultTimezone: ${JSON.stringify(zone)} }) { userErrors { code } } }`;
  const variable =
    'mutation ($zone: TimeZone) { addOfficialAccount(input: { defaultTimezone: $zone }) { userErrors { code } } }';

  for (const answer of [await admin.ask(literal), await admin.ask(variable, { zone } as never)])
    expect(answer).toMatchObject({
      errors: [{ message: expect.stringContaining(`This is no name of a time zone. ${hint}`) }],
    });
});
