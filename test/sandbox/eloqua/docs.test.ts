import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src/sandbox/eloqua/settings.ts';
import { Eloqua, type Json } from './kit.ts';

const whole = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
const text = whole.slice(whole.indexOf('# The Eloqua sandbox'));
const chapter = (title: string) => text.slice(text.indexOf(`## ${title}`)).split('\n## ', 1)[0] ?? '';
/** Cells of its tables, row by row. */
const rowsOf = (title: string) =>
  chapter(title)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('docs/sandbox.md', () => {
  let eloqua: Eloqua;
  beforeAll(async () => {
    eloqua = await Eloqua.start();
  });
  afterAll(() => eloqua.close());

  test('lists every setting of Eloqua with its default', () => {
    const rows = rowsOf('Settings of Eloqua').filter(([name = '']) => name.startsWith('`'));
    const documented = rows.map(([name = '', value = '']) => [name.replaceAll('`', ''), JSON.parse(value)]);
    expect(Object.fromEntries(documented)).toEqual(defaultSettings());
  });
  test('lists the seeded fields, users and campaigns with their ids', async () => {
    const rows = rowsOf('Seed data of a site');
    const seeded = async (what: string) => (await eloqua.control('GET', `/${what}`)).json[what] as Json[];
    for (const { id, name, internalName } of await seeded('fields')) {
      expect(rows).toContainEqual(expect.arrayContaining([String(id), String(name), `\`${internalName}\``]));
    }
    for (const { id, name } of [...(await seeded('users')), ...(await seeded('campaigns'))]) {
      expect(rows).toContainEqual(expect.arrayContaining([String(id), String(name)]));
    }
  });
});
