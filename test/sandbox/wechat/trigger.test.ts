import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Platform } from './kit.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());

/** What it prints, or the error that it ends with. */
async function trigger(...words: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, SANDBOX_URL: platform.url };
  const run = promisify(execFile)(process.execPath, ['examples/trigger.ts', ...words], { env });
  return run.then(
    ({ stdout }) => stdout,
    ({ stderr }: { stderr: string }) => `! ${stderr}`,
  );
}
const last = () => platform.receiver.pushes.at(-1)?.fields ?? {};

describe('npm run trigger', () => {
  test('says what to do first', async () => {
    expect(await trigger('follow')).toBe('! No account is connected. Try `npm run example`.\n');
  });

  test('plays a follower of the account that was connected last, in one line each', async () => {
    const { appId } = await platform.connected({ nickName: 'Coffee' });
    const line = await trigger('follow', 'spring');
    expect(last()).toMatchObject({ Event: 'subscribe', EventKey: 'qrscene_spring' });
    const openId = last().FromUserName;
    expect(line).toBe(`subscribe spring of ${openId} at Coffee (${appId}): accepted\n`);
    await trigger('text', 'hello', 'there');
    expect(last()).toMatchObject({ MsgType: 'text', Content: 'hello there', FromUserName: openId });
    expect(await trigger('click', 'HELP', '--open-id', 'oA', '--account', appId)).toContain(
      'CLICK HELP of oA',
    );
    expect(last()).toMatchObject({ Event: 'CLICK', EventKey: 'HELP', FromUserName: 'oA' });
  });
});
