import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger, logConsole } from '../../src/kernel/logger.ts';

test('what libraries write to the console becomes a line of the log, of which little is kept', () => {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const target = { error() {}, warn() {}, trace() {} } as Pick<Console, 'error' | 'warn' | 'trace'>;
  logConsole(createLogger('info', destination), target);

  target.error('Connection lost\nselect secret', new Error('terminated\nvalues (42)'), { token: 'secret' });
  target.trace('a trace');

  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 40, library: 'Connection lost Error: terminated object', msg: 'a library wrote to the console' },
    { level: 40, library: 'a trace' },
  ]);
});
