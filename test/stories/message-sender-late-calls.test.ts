import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { callAs, drop } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, storedButSignedCalls } from '../kit/stored.ts';

const qiao = useQiao();

const CONTACTS = JSON.stringify({ items: [{ ContactId: '501' }], totalResults: 1 });
const MADE = { create: 404, copy: 404, configure: 404 } as const;
const DONE = { delete: 204, notify: 204 } as const;
const CALLS = Object.entries({ ...MADE, ...DONE });
/** Of a call that is heard. */
const heard = (path: string) => (path in DONE ? 204 : path === 'configure' ? 302 : 200);

/** A site with a step of its first installing. */
async function scene(site: string) {
  await qiao.caller({ site });
  const { instanceId } = await drop(qiao, site);
  return { site, instanceId, first: await qiao.eloqua.installOf(site) };
}

const call = (site: string, path: string, instanceId: string, installId?: string) =>
  callAs(qiao, site, path, {
    method: path === 'configure' ? 'GET' : 'POST',
    params: {
      instance_id: instanceId,
      original_instance_id: instanceId,
      execution_id: '77',
      ...(installId && { install_id: installId }),
    },
    ...(path !== 'configure' && { body: path === 'notify' ? CONTACTS : '{}' }),
  });

describe('after Qiao was uninstalled', () => {
  test.each(CALLS)('%s is answered by %i, and nothing is stored', async (path, status) => {
    const { site, instanceId, first } = await scene(`gone${path}`);
    await qiao.eloqua.uninstall(site);
    await settled(qiao);
    const before = await storedButSignedCalls(qiao);
    for (const step of [instanceId, randomUUID()]) {
      for (const install of [first, undefined]) {
        const answer = await call(site, path, step, install);
        expect(answer.status).toBe(status);
        if (status === 404) expect(await answer.json()).toMatchObject({ error: { code: 'NOT_INSTALLED' } });
      }
    }
    expect(await storedButSignedCalls(qiao)).toEqual(before);
  });
});

describe('after Qiao was installed again', () => {
  test.each(CALLS)(
    '%s of a step that only the earlier installing had stores nothing',
    async (path, status) => {
      const { site, first } = await scene(`again${path}`);
      await qiao.eloqua.reinstall(site);
      await settled(qiao);
      const before = await storedButSignedCalls(qiao);
      expect((await call(site, path, randomUUID(), first)).status).toBe(status);
      expect(await storedButSignedCalls(qiao)).toEqual(before);
      // The same of the present one is heard; and an id without dashes is the same id.
      const present = (await qiao.eloqua.installOf(site)).replaceAll('-', '');
      expect((await call(site, path, randomUUID(), present)).status).toBe(heard(path));
    },
  );

  test.each(CALLS)(
    '%s of a step that Qiao has kept is heard, whichever installing it names',
    async (path) => {
      const { site, instanceId, first } = await scene(`kept${path}`);
      await qiao.eloqua.reinstall(site);
      expect((await call(site, path, instanceId, first)).status).toBe(heard(path));
    },
  );
});
