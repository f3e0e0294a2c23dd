import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src/sandbox/wechat/settings.ts';

describe('docs/sandbox.md', () => {
  test('lists every setting with its default', () => {
    const text = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
    const table = text.slice(text.indexOf('## Settings'), text.indexOf('# The Eloqua sandbox'));
    const rows = [...table.matchAll(/^\| `(\w+)` \| (.+?) \|/gm)].map(([, name, value = '']) => [
      name,
      JSON.parse(value),
    ]);
    expect(Object.fromEntries(rows)).toEqual(defaultSettings());
  });
});
