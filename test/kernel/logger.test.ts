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
    {
      level: 'warn',
      library: 'Connection lost Error: terminated object',
      msg: 'a library wrote to the console',
    },
    { level: 'warn', library: 'a trace' },
  ]);
});

test('each line says when, how grave, and which program of which version wrote it', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) }, 'qiao-worker');

  log.error('one');
  log.debug('two');

  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    {
      level: 'error',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'qiao-worker',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      msg: 'one',
    },
  ]);
});
