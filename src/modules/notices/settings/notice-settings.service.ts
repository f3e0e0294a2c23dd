import type { RequestContext } from '../../../kernel/context.ts';
import { refuseIfAny } from '../../../kernel/errors.ts';
import { type Rows, rowsIn, sql } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { lockInstallation, requireAvailable } from '../../installations/installation.locks.ts';
import {
  DEFAULT_SETTINGS,
  isAddress,
  type NoticeSettingsChanges,
  type NoticeSettingsView,
  settingsAfter,
  settingsFaults,
} from './notice-settings.rules.ts';

/** Reads and changes who is told by mail. */
export class NoticeSettingsService {
  constructor(private readonly work: UnitOfWork) {}

  current(ctx: RequestContext): Promise<NoticeSettingsView> {
    return settingsOf(this.work.rows(ctx), ctx);
  }

  /**
   * The user who connected the marketing platform; else the administrator who last changed something that only administrators may change:
   * mails name accounts that marketers may not see. Null if neither has an address that Qiao has read.
   */
  async defaultRecipient(ctx: RequestContext): Promise<string | null> {
    const { installationId } = ctx;
    const [found] = await this.work.rows(ctx)<{ address: string }>(
      sql`select m.email_address as address from marketing_user m
        left join installation i on i.id = m.installation_id and i.connected_user_name = m.login_name
        left join (select e.actor, max(e.id::text) as latest from (
            select actor, id, subject_type from audit_entry
            where installation_id = ${installationId} and actor_kind = 'USER'
            order by id desc limit ${LATEST_ENTRIES}) e
          where e.subject_type <> 'MessageSender' group by e.actor) did on did.actor = m.id
        where m.installation_id = ${installationId} and m.email_address is not null and not m.disabled
          and m.gone_at is null and (i.id is not null or did.actor is not null)
        order by i.id is null, did.latest desc nulls last limit 1`,
    );
    // The marketing platform may have any text there.
    return found && isAddress(found.address) ? found.address : null;
  }

  /** Who gets the mails now, and in which language. Nobody, if no recipient is set and the default one is not known. */
  async audience(ctx: RequestContext): Promise<NoticeSettingsView> {
    const settings = await this.current(ctx);
    if (settings.recipients.length > 0) return settings;
    const address = await this.defaultRecipient(ctx);
    return { ...settings, recipients: address === null ? [] : [address] };
  }

  /** @returns the id of the installation, as the object that was changed */
  async update(ctx: RequestContext, changes: NoticeSettingsChanges): Promise<{ id: string }> {
    const { installationId } = ctx;
    return this.work.write(ctx, 'updateNoticeSettings', async (tx) => {
      requireAvailable(await lockInstallation(tx.em, ctx));
      const before = await settingsOf(rowsIn(tx.em), ctx);
      const settings = settingsAfter(before, changes);
      refuseIfAny(settingsFaults(settings));
      if (JSON.stringify(before) !== JSON.stringify(settings)) await save(tx, ctx, before, settings);
      return { id: installationId };
    });
  }

  /** Keeps which of the recipients the mail server refused at the last mail; none if it took it for all of them. */
  async noteRefused(
    { em }: Transaction,
    { installationId }: RequestContext,
    refused: readonly string[],
  ): Promise<void> {
    await em.execute(
      `update notice_settings set refused_recipients = array(select json_array_elements_text(?::json) intersect select unnest(recipients))
       where installation_id = ?`,
      [JSON.stringify(refused), installationId],
    );
  }

  /** Qiao was uninstalled: no address is kept. */
  async uninstalled({ em }: Transaction, { installationId }: RequestContext): Promise<void> {
    await em.execute('delete from notice_settings where installation_id = ?', [installationId]);
  }
}

/** Of the audit trail, in which the latest change by a user is looked for. */
const LATEST_ENTRIES = 100;

async function settingsOf(rows: Rows, { installationId }: RequestContext): Promise<NoticeSettingsView> {
  const [found] = await rows<NoticeSettingsView>(
    sql`select recipients, language, refused_recipients as "refusedRecipients" from notice_settings where installation_id = ${installationId}`,
  );
  return found ?? DEFAULT_SETTINGS;
}

async function save(
  tx: Transaction,
  { installationId }: RequestContext,
  before: NoticeSettingsView,
  { recipients, language, refusedRecipients }: NoticeSettingsView,
): Promise<void> {
  await tx.em.execute(
    `insert into notice_settings (installation_id, recipients, language)
     values (?, array(select json_array_elements_text(?::json)), ?)
     on conflict (installation_id) do update set recipients = excluded.recipients, language = excluded.language,
       refused_recipients = array(select json_array_elements_text(?::json))`,
    [installationId, JSON.stringify(recipients), language, JSON.stringify(refusedRecipients)],
  );
  tx.audit({
    subjectType: 'Installation',
    subjectId: installationId,
    before: auditedOf(before),
    after: auditedOf({ recipients, language }),
  });
}

/** The audit trail is kept for ever, so it says how many addresses there are, and not which. */
const auditedOf = ({ recipients, language }: Pick<NoticeSettingsView, 'recipients' | 'language'>) => ({
  noticeRecipients: recipients.length,
  noticeLanguage: language,
});
