import { expect, test } from 'vitest';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();

test.each(['wechat', 'eloqua'] as const)(
  'a page of another site cannot change the sandbox of %s; its own pages and scripts can',
  async (name) => {
    const { url } = qiao[name];
    const change = (headers: Record<string, string>) =>
      fetch(`${url}/_sandbox/settings`, { method: 'POST', headers, body: '{}' });

    const refused = await change({ origin: 'https://evil.example.com' });
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'OTHER_SITE' } }]);
    const others = await Promise.all([change({ origin: url }), change({})]);
    expect(others.map(({ status }) => status < 300)).toEqual([true, true]);
  },
);
