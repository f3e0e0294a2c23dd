import type { RequestContext } from '../../../kernel/context.ts';
import type { Attempt } from '../../idempotency/outside-effects.service.ts';
import { type NameWindow, searchIn, type View } from '../catalogue/catalogue.rules.ts';
import type { CatalogueService } from '../catalogue/catalogue.service.ts';
import type { CatalogueKind, Told } from '../catalogue/catalogue-kind.ts';
import { freeName } from '../catalogue/names.rules.ts';
import { refusalOf } from '../connection/marketing.errors.ts';
import {
  isRefused,
  type MarketingPlatform,
  PlatformFault,
  type PlatformField,
} from '../connection/marketing-platform.port.ts';
import { ContactField } from './contact-field.entity.ts';
import { FIELD_NAMES, type FieldPurpose, fitFor, fitOf } from './contact-field.rules.ts';

export type ContactFieldView = View<ContactField>;

export interface ContactFieldFilter {
  /** Only fields that fit this purpose. */
  readonly purpose?: FieldPurpose | null | undefined;
  /** Part of either name, not case-sensitive. */
  readonly search?: string | null | undefined;
}

export const contactFieldKind = (platform: MarketingPlatform): CatalogueKind<ContactField> => ({
  catalogue: 'CONTACT_FIELDS',
  entity: ContactField,
  table: {
    name: 'contact_field',
    columns: ['id', 'name', 'internalName', 'dataType', 'displayType', 'readOnly', 'standard', 'fit'],
    times: ['asOf', 'goneAt'],
  },
  mayBeEmpty: false,
  unsaid: (id) => ({
    ...{ id, name: id, internalName: '', dataType: '', displayType: '' },
    ...{ readOnly: false, standard: false, fit: null },
  }),
  async read(session) {
    const list = await platform.contactFields(session);
    return { ...list, found: list.found.map(toTold) };
  },
  async readOne(session, id) {
    const field = await platform.contactField(session, id);
    return field && toTold(field);
  },
});

/** How often a name may be taken in the meantime. */
const MAX_ATTEMPTS = 10;

/** The contact fields of an installation's marketing platform. */
export class ContactFieldService {
  constructor(private readonly catalogue: CatalogueService<ContactField>) {}

  /** Whether the text can be the id of a contact field at all. The platform is not called. */
  isId(text: string): boolean {
    return this.catalogue.connections.idIn('CONTACT_FIELD', text) === text;
  }

  /**
   * The given fields in their current state, without those that do not exist.
   *
   * @throws {Refusal} UPSTREAM_UNAVAILABLE
   */
  async forWriting(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, ContactField>> {
    return this.catalogue.live(ctx, ids).catch((error: unknown) => {
      throw refusalOf(error);
    });
  }

  /**
   * In the order of `ids`; null for a field that was never seen. Waits only a short time; `availability` says whether
   * the data is current.
   */
  byIds(ctx: RequestContext, ids: readonly string[]): Promise<(ContactFieldView | null)[]> {
    return this.catalogue.byIds(ctx, ids);
  }

  /**
   * Asks the marketing platform about a field now. Whatever depends on it is derived again.
   *
   * @throws {PlatformFault}
   */
  look(ctx: RequestContext, id: string): Promise<void> {
    return this.catalogue.readOne(ctx, id);
  }

  /** The existing fields, by name. */
  list(ctx: RequestContext, filter: ContactFieldFilter, window: NameWindow): Promise<ContactFieldView[]> {
    return this.catalogue.list(ctx, catalogueFilter(filter), window);
  }

  /** Number of fields in the list. */
  count(ctx: RequestContext, filter: ContactFieldFilter): Promise<number> {
    return this.catalogue.count(ctx, catalogueFilter(filter));
  }

  /**
   * Creates a field that fits the purpose.
   *
   * @param wanted its name; omit for a name based on the purpose. If it is taken, a number is appended
   * @throws {Refusal} UPSTREAM_UNAVAILABLE, or INVALID with what to do
   */
  async create(
    ctx: RequestContext,
    { purpose, name }: { readonly purpose: FieldPurpose; readonly name?: string | null | undefined },
    attempt: Attempt,
  ): Promise<ContactFieldView> {
    try {
      const at = this.catalogue.clock.now();
      const field = await this.made(ctx, purpose, name?.trim() || FIELD_NAMES[purpose], attempt);
      const view = await this.catalogue.note(ctx, field.id, toTold(field), at);
      if (!view) throw new Error('a field just made is not kept');
      return view;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /**
   * The field that an earlier attempt made, or a new one. Tries another name only if the name was taken: after any other
   * error the field may exist.
   */
  private async made(
    ctx: RequestContext,
    purpose: FieldPurpose,
    wanted: string,
    { intent, intend }: Attempt,
  ): Promise<PlatformField> {
    const { connections } = this.catalogue;
    const { platform } = connections;
    return connections.call(ctx.installationId, async (session) => {
      const { found } = await platform.contactFields(session);
      const made = found.find(({ name }) => name && name === intent);
      if (made) return made;
      const taken = found.map(({ name }) => name ?? '');
      for (let tries = 1; ; tries += 1) {
        const name = freeName(wanted, taken);
        await intend(name);
        try {
          return await platform.createContactField(session, name, purpose);
        } catch (error) {
          if (isRefused(error)) await intend(null);
          const isTaken = error instanceof PlatformFault && error.kind === 'CONFLICT';
          if (!isTaken || tries === MAX_ATTEMPTS) throw error;
          taken.push(name);
        }
      }
    });
  }
}

/** Whether it fits is only known if all that decides is: what was left unsaid may be anything. */
function toTold({ type, plain, ...field }: PlatformField): Told<ContactField> {
  const { readOnly, standard, internalName } = field;
  const isSaid =
    type !== undefined && plain !== undefined && readOnly !== undefined && standard !== undefined;
  const fit = isSaid && internalName !== undefined ? fitOf({ type, plain, readOnly, standard }) : undefined;
  return { ...field, fit };
}

const catalogueFilter = ({ purpose, search }: ContactFieldFilter) => ({
  ...searchIn(search, ['name', 'internal_name']),
  ...(purpose && { where: { fit: fitFor(purpose) } }),
});
