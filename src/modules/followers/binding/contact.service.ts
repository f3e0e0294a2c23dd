import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { refusalOf } from '../../marketing/connection/marketing.errors.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import {
  type ContactValues,
  type MarketingSession,
  type PlatformContact,
  PlatformFault,
} from '../../marketing/connection/marketing-platform.port.ts';
import { BestEffort } from '../../senders/impact/best-effort.service.ts';
import { contactAmbiguous, contactNotFound, notAnAddress } from './binding.errors.ts';
import { emailAddressIn } from './binding.rules.ts';

/** A contact as a caller refers to it: one of the two. */
export interface ContactReference {
  readonly emailAddress?: string | null | undefined;
  readonly contactId?: string | null | undefined;
}

/** The contacts of an installation's marketing platform. They are read live and never stored. Never inside a transaction. */
export class ContactService {
  private readonly bestEffort: BestEffort;

  constructor(
    private readonly marketing: MarketingConnectionService,
    clock: Clock,
  ) {
    this.bestEffort = new BestEffort(clock);
  }

  /**
   * The contact that a caller means.
   *
   * @throws {Refusal} NOT_FOUND, INVALID, CONFLICT or UPSTREAM_UNAVAILABLE
   */
  async referred(
    ctx: RequestContext,
    { emailAddress, contactId }: ContactReference,
  ): Promise<PlatformContact> {
    const path = ['contact', contactId == null ? 'emailAddress' : 'contactId'];
    const found = await this.candidates(ctx, contactId ?? null, emailAddress ?? '', path);
    const [contact, another] = found;
    if (!contact) throw new Refusal(contactNotFound(path));
    if (another) throw new Refusal(contactAmbiguous(path));
    return contact;
  }

  /** In the order of `ids`: null for contacts that have none, that do not exist, and if the platform does not answer in time. */
  async emailAddresses(ctx: RequestContext, ids: readonly string[]): Promise<(string | null)[]> {
    let found: readonly PlatformContact[] = [];
    await this.bestEffort.run(ctx.installationId, async () => {
      try {
        found = await this.call(ctx, (session) => this.marketing.platform.contactsByIds(session, ids, []));
        return true;
      } catch (error) {
        if (error instanceof PlatformFault) return false;
        throw error;
      }
    });
    const byId = new Map(found.map(({ id, emailAddress }) => [id, emailAddress]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Contacts whose field has one of these values. @param fieldId null: the e-mail address */
  find(
    ctx: RequestContext,
    fieldId: string | null,
    values: readonly string[],
  ): Promise<readonly PlatformContact[]> {
    return this.call(ctx, (session) => this.marketing.platform.findContacts(session, fieldId, values));
  }

  /**
   * A new contact; the contacts with this e-mail address if there are some after all.
   *
   * @param values what the new contact has, by contact field
   */
  async create(
    ctx: RequestContext,
    emailAddress: string,
    values: ContactValues,
  ): Promise<readonly PlatformContact[]> {
    try {
      const { platform } = this.marketing;
      return [await this.call(ctx, (session) => platform.createContact(session, emailAddress, values))];
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind !== 'CONFLICT') throw error;
      // Somebody else has created it, or an answer was lost.
      return this.find(ctx, null, [emailAddress]);
    }
  }

  private candidates(
    ctx: RequestContext,
    contactId: string | null,
    emailAddress: string,
    path: readonly string[],
  ): Promise<readonly PlatformContact[]> {
    const id = contactId === null ? null : this.marketing.idIn('CONTACT', contactId);
    const address = contactId === null ? emailAddressIn(emailAddress) : null;
    if (contactId === null && address === null) throw new Refusal(notAnAddress(path));
    if (contactId !== null && id === null) throw new Refusal(contactNotFound(path));
    const asked =
      id === null
        ? this.find(ctx, null, address === null ? [] : [address])
        : this.call(ctx, (session) => this.marketing.platform.contactsByIds(session, [id], []));
    return asked.catch((error: unknown) => {
      throw refusalOf(error, path);
    });
  }

  private call<T>(
    { installationId }: RequestContext,
    work: (session: MarketingSession) => Promise<T>,
  ): Promise<T> {
    return this.marketing.call(installationId, work);
  }
}
