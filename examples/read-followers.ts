import type { Api } from './api.ts';
import { ProgressDocument, type ProgressSubscription, SynchronizeDocument } from './generated/operations.ts';
import type { SandboxPhone } from './sandbox-phone.ts';
import { bar, say, step, table } from './terminal.ts';

const FOLLOWERS = 25_000;

/** Reads who follows an account, while a bar shows how far it is. */
export async function readFollowers(
  api: Api,
  phone: SandboxPhone,
  account: { id: string; appId: string },
): Promise<void> {
  step(`${FOLLOWERS.toLocaleString('en')} people follow the account`);
  await phone.addFollowers(account.appId, FOLLOWERS);
  say('Qiao knows nothing of them: they did it before it was connected, so to say.');

  step('Read them');
  const told: ProgressSubscription['synchronizationProgress'][] = [];
  const ended = api.each(ProgressDocument, { accountId: account.id }, ({ synchronizationProgress: at }) => {
    told.push(at);
    const speed = at.perSecond === null ? '' : `, ${Math.round(at.perSecond).toLocaleString('en')} a second`;
    bar(at.done, at.total ?? FOLLOWERS, `${at.done} of ${at.total ?? '?'}${speed} ${at.status}`);
    return at.status === 'COMPLETED' || at.status === 'FAILED';
  });
  const { synchronizeSubscriptionStatus } = await api.run(SynchronizeDocument, { accountId: account.id });
  const [refusal] = synchronizeSubscriptionStatus.userErrors;
  if (refusal) throw new Error(`${refusal.code}: ${refusal.message}`);
  await ended;

  const { counts, status, reason } = told.at(-1) ?? {};
  say(`\n${status}${reason ? `: ${reason}` : ''}`);
  const names = ['added', 'confirmed', 'updated', 'leftSilently', 'unclear'] as const;
  table([...names], [names.map((name) => `${counts?.[name] ?? 0}`)]);
}
