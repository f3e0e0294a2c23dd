import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/app/config.ts';
import type { ConsoleState } from '../../src/app/console.state.ts';
import { readyBox, readyLine } from '../../src/main/ready.ts';
import { VENDORS } from '../kit/production.ts';

const REAL = { SANDBOX: 'false', ...VENDORS };

/** What a person reads between the rules. */
function box(env: Record<string, string> = {}, console: ConsoleState['kind'] = 'READY', hasTicket = true) {
  const lines = readyBox(loadConfig(env), { console, hasTicket }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  return lines.slice(1, -1).join('\n');
}

describe('what `npm start` says when it is ready', () => {
  test('names every address, and what to try next', () => {
    expect(box()).toBe(
      [
        'Qiao 桥 is ready.',
        '',
        '  Guided tour http://localhost:4000/console/tour   (begin here)',
        '  Console     http://localhost:4000/console/',
        '  GraphQL     http://localhost:4000/graphql   (open it in a browser: GraphiQL)',
        '  A phone     http://localhost:4001/phone   (scans as an administrator)',
        '  Eloqua      http://localhost:4002/   (its contacts, activities and campaigns)',
        '',
        '  Try next, in another terminal:   npm run example',
        '  Stop with Ctrl-C; the data stays in .data/',
      ].join('\n'),
    );
  });

  test('says that the console is being built, and does not name one that is not', () => {
    expect(box({}, 'BUILDING')).toContain('console/   (is being built, the page opens by itself)');
    expect(box({}, 'BUILDING')).toContain('console/tour   (begin here; it is being built)');
    for (const kind of ['NONE', 'FAILED'] as const) expect(box({}, kind)).not.toContain('/console/');
  });

  test('names nothing of a sandbox that is off, and says what WeChat has still to do', () => {
    const said = box({ ...REAL, PUBLIC_URL: 'https://qiao.example.com' }, 'READY', false);
    expect(said).not.toMatch(/400[12]|tour|npm run example/);
    expect(said).toContain('WeChat pushes a ticket to https://qiao.example.com/wechat/events');
  });

  test('says where Qiao listens if PUBLIC_URL is another address', () => {
    const said = box({ PUBLIC_URL: 'https://qiao.example.com', PORT: '4100' });
    expect(said).toContain('Console     https://qiao.example.com/console/\n');
    expect(said).toContain('Qiao listens on http://localhost:4100; PUBLIC_URL must lead there.');
  });

  test('promises GraphiQL only where it is, and says where the data is', () => {
    const said = box({ GRAPHIQL: 'false', DATABASE_URL: 'postgres://qiao:secret@db/qiao' });
    expect(said).toContain('GraphQL     http://localhost:4000/graphql\n');
    expect(said).toContain('the data stays in the database of DATABASE_URL');
    expect(said).not.toContain('secret');
  });

  test('tells scripts that there is no sandbox', () => {
    expect(JSON.parse(readyLine(loadConfig(REAL), 'token'))).toMatchObject({ sandbox: null, token: 'token' });
    expect(JSON.parse(readyLine(loadConfig({}), 'token'))).toMatchObject({
      sandbox: { wechat: 'http://localhost:4001', eloqua: 'http://localhost:4002' },
    });
  });
});
