import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import { rowsIn } from '../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { lockInstallation } from '../installations/installation.locks.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { after, GATHER_MS } from './mail/mail-times.rules.ts';
import { KEPT_DAYS, type NoticeKind, noticesOfAccount, noticesOfConnection } from './notice.rules.ts';
import {
  accountStandings,
  connectionStanding,
  deleteSolved,
  type NoticeSubject,
  openNotice,
  solveAll,
  solveNotice,
} from './notice-book.repository.ts';

/** Fields of an account that say whether it has notices. */
const DECIDING = new Set(['status', 'requirements']);

/** Opens and solves notices, in the transaction that changes what they are about. */
export class NoticeBookService {
  constructor(
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async accountChanged(
    tx: Transaction,
    ctx: RequestContext,
    { accountId, changedPaths }: { readonly accountId: string; readonly changedPaths: readonly string[] },
  ): Promise<void> {
    if (changedPaths.some((path) => DECIDING.has(path))) await this.bookAccount(tx, ctx, accountId);
  }

  async connectionChanged(tx: Transaction, { installationId }: RequestContext): Promise<void> {
    await tx.em.flush();
    const standing = await connectionStanding(rowsIn(tx.em), installationId);
    if (standing)
      await this.book(tx, { installationId, accountId: null }, standing.open, noticesOfConnection(standing));
  }

  async uninstalled(tx: Transaction, { installationId }: RequestContext): Promise<void> {
    await solveAll(tx.em, installationId, tx.now());
  }

  /** Hourly: books what no event told, as after an upgrade or a new install, and deletes what was solved long ago. */
  async review(): Promise<void> {
    for (const ctx of await this.installations.jobContexts()) {
      const { installationId } = ctx;
      const accounts = await accountStandings(this.work.rows(ctx), installationId);
      const now = this.clock.now();
      for (const { accountId, open, ...standing } of accounts) {
        if (isSame(open, noticesOfAccount(standing, now))) continue;
        await this.work.write(ctx, 'reviewNotices', async (tx) => {
          await lockInstallation(tx.em, ctx);
          await this.bookAccount(tx, ctx, accountId);
        });
      }
      await this.work.write(ctx, 'reviewNotices', async (tx) => {
        await lockInstallation(tx.em, ctx);
        await this.connectionChanged(tx, ctx);
        await deleteSolved(tx.em, installationId, after(now, -KEPT_DAYS * 86_400_000));
      });
    }
  }

  private async bookAccount(
    tx: Transaction,
    { installationId }: RequestContext,
    accountId: string,
  ): Promise<void> {
    await tx.em.flush();
    const [standing] = await accountStandings(rowsIn(tx.em), installationId, accountId);
    if (standing)
      await this.book(tx, { installationId, accountId }, standing.open, noticesOfAccount(standing, tx.now()));
  }

  private async book(
    tx: Transaction,
    subject: NoticeSubject,
    open: readonly NoticeKind[],
    wanted: readonly NoticeKind[],
  ): Promise<void> {
    const openedAt = tx.now();
    const times = { openedAt, nextMailAt: after(openedAt, GATHER_MS) };
    for (const kind of open) if (!wanted.includes(kind)) await solveNotice(tx.em, subject, kind, openedAt);
    for (const kind of wanted) if (!open.includes(kind)) await openNotice(tx.em, subject, kind, times);
  }
}

const isSame = (open: readonly NoticeKind[], wanted: readonly NoticeKind[]): boolean =>
  open.length === wanted.length && wanted.every((kind) => open.includes(kind));
