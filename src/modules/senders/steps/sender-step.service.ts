import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { latestInstallId, shareInstallation } from '../../installations/installation.locks.ts';
import type { PlatformSender } from '../../marketing/connection/marketing-platform.port.ts';
import { syncLater } from '../sync/sender-sync.service.ts';
import { StepIsDead } from './called-step.errors.ts';
import type { MessageSender } from './message-sender.entity.ts';
import {
  addSender,
  isKnownStep,
  lockSenderOfInstance,
  trustOfInstance,
} from './message-sender.repository.ts';
import { isSameTrust, type MessageSenderCause, type Trust, trustIn } from './message-sender.rules.ts';
import { definitionOf } from './sender-definition.repository.ts';

/** A step on a canvas, as a call of the marketing platform names it. */
export interface CalledStep {
  readonly instanceId: string;
  /** The install that the call is for; null if the registered URL does not contain it. */
  readonly installId: string | null;
  /** Null until the canvas was saved. */
  readonly campaign: { readonly id: string; readonly name: string | null } | null;
}

/** The step that was copied, and the user who copied it. */
export interface CopyOrigin {
  readonly instanceId: string | null;
  readonly userId: string | null;
}

/**
 * The marketing platform's calls about sender steps. A call may come twice or late, or for a step whose `create` never
 * reached us; no step is lost. Called by the system, for the installation that the signed call names.
 *
 * All methods except `deleted` throw {@link StepIsDead} if Qiao was uninstalled, or an unknown step is of an earlier install.
 */
export class SenderStepService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  created(ctx: RequestContext, step: CalledStep): Promise<PlatformSender> {
    return this.work.write(ctx, 'createMessageSender', async (tx) => {
      await requireAlive(tx, ctx, step);
      const { sender, added } = await obtainSender(tx, ctx, step, 'NEVER_CONFIGURED');
      return answer(tx, sender, added);
    });
  }

  /** The copy trusts what the original trusts, if the copying user could configure it so now. */
  copied(ctx: RequestContext, step: CalledStep, origin: CopyOrigin): Promise<PlatformSender> {
    return this.work.write(ctx, 'copyMessageSender', async (tx) => {
      await requireAlive(tx, ctx, step);
      const trust = await this.inheritable(tx, origin);
      const { sender, added } = await obtainSender(tx, ctx, step, 'COPIED');
      if (added && trust) {
        sender.configure(trust, origin.userId, this.clock.now());
        tx.audit(sender.changeFrom(null));
      }
      return answer(tx, sender, added);
    });
  }

  /** Does nothing for an unknown step, nor after an uninstall. */
  deleted(ctx: RequestContext, instanceId: string): Promise<void> {
    return this.work.write(ctx, 'deleteMessageSender', async (tx) => {
      const { status: installed } = await shareInstallation(tx.em, ctx);
      if (installed === 'UNINSTALLED') return;
      const sender = await lockSenderOfInstance(tx.em, instanceId);
      if (!sender || sender.status === 'DELETED') return;
      const { status: before } = sender;
      sender.delete();
      tx.audit(sender.changeFrom(before));
    });
  }

  /** A user opens its settings. Returns its id. */
  opened(ctx: RequestContext, step: CalledStep): Promise<string> {
    return this.work.write(ctx, 'openMessageSender', async (tx) => {
      await requireAlive(tx, ctx, step);
      const { sender, added } = await obtainSender(tx, ctx, step, 'NEVER_CONFIGURED');
      // Its `create` did not reach us, so the platform does not have our answer to it.
      if (added) await syncLater(tx, sender.id);
      return sender.id;
    });
  }

  private async inheritable(tx: Transaction, { instanceId, userId }: CopyOrigin): Promise<Trust | null> {
    if (instanceId === null || userId === null) return null;
    const seen = await trustOfInstance(tx.em, instanceId);
    const account = seen && (await this.accounts.lock(tx, seen.accountId));
    // Read again: the trust may have ended while this transaction waited for the lock.
    const original = account && (await trustOfInstance(tx.em, instanceId));
    const trust = account && trustIn(account);
    if (!original || !trust || !isSameTrust(original, trust)) return null;
    return (await this.accounts.mayUse(tx, account, { kind: 'USER', userId, role: 'MARKETER' }))
      ? trust
      : null;
  }
}

/**
 * Locks the installation (shared) first. A new install may keep the steps of an earlier one, so known steps stay valid; a
 * call about an unknown step of an earlier install is late.
 *
 * @throws {StepIsDead}
 */
export async function requireAlive(
  tx: Transaction,
  { installationId }: RequestContext,
  { instanceId, installId }: CalledStep,
): Promise<void> {
  const { status: installed } = await shareInstallation(tx.em, { installationId });
  if (installed === 'UNINSTALLED') throw new StepIsDead();
  if (installId === null) return;
  const latest = await latestInstallId(tx.em, installationId);
  if (latest === null || latest === installId) return;
  if (!(await isKnownStep(tx.em, instanceId))) throw new StepIsDead();
}

/**
 * The step's sender, locked. An unknown or deleted one is added, since the platform names it. With `late`, a deleted sender
 * stays deleted, because the call may be from before its deletion.
 */
export async function obtainSender(
  tx: Transaction,
  { installationId }: RequestContext,
  { instanceId, campaign }: CalledStep,
  cause: MessageSenderCause,
  late?: 'LEAVE_DELETED',
): Promise<{ sender: MessageSender; added: boolean }> {
  const known = await lockSenderOfInstance(tx.em, instanceId);
  const id = newId();
  if (!known) await addSender(tx.em, { installationId, id, instanceId, cause });
  const sender = known ?? (await lockSenderOfInstance(tx.em, instanceId));
  if (!sender) throw new Error('a message sender vanished');
  if (campaign) sender.place(campaign);
  const revived = sender.status === 'DELETED' && !late;
  if (revived) sender.needConfiguration(cause);
  const added = revived || sender.id === id;
  if (added) tx.audit(sender.changeFrom(revived ? 'DELETED' : null));
  return { sender, added };
}

/** The answer syncs an added sender. Not a known one: an older sync may still be on its way. */
function answer(tx: Transaction, sender: MessageSender, added: boolean): Promise<PlatformSender> {
  if (added) sender.syncedVersion = sender.version;
  return definitionOf(tx.em, sender);
}
