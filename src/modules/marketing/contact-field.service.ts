import type { RequestContext } from '../../kernel/context.ts';
import type { NameWindow, View } from './catalogue.rules.ts';
import type { ContactField } from './contact-field.entity.ts';
import type { FieldPurpose } from './contact-field.rules.ts';

export type ContactFieldView = View<ContactField>;

export interface ContactFieldFilter {
  /** Only fields that are fit for it. */
  readonly purpose?: FieldPurpose | null | undefined;
  /** Part of either name, in any case. */
  readonly search?: string | null | undefined;
}

/** The contact fields of an installation's marketing platform. */
export class ContactFieldService {
  /**
   * The named fields as they are at this moment; those that are not there, or gone, are absent.
   *
   * @throws {Refusal} UPSTREAM_UNAVAILABLE
   */
  forWriting(_ctx: RequestContext, _ids: readonly string[]): Promise<Map<string, ContactField>> {
    throw new Error('not there yet');
  }

  /** In the order of `ids`; null for what was never seen. Never waits long: says how old it is. */
  byIds(_ctx: RequestContext, _ids: readonly string[]): Promise<(ContactFieldView | null)[]> {
    throw new Error('not there yet');
  }

  /** Those that are there, by name. */
  list(_ctx: RequestContext, _filter: ContactFieldFilter, _window: NameWindow): Promise<ContactFieldView[]> {
    throw new Error('not there yet');
  }

  /**
   * A new field, fit for the purpose.
   *
   * @param wanted its name; omitted: one that says what it holds. Where it is taken, a number is added
   * @throws {Refusal} UPSTREAM_UNAVAILABLE; FORBIDDEN there is INVALID here, with what to do
   */
  create(
    _ctx: RequestContext,
    _wanted: { readonly purpose: FieldPurpose; readonly name?: string | null | undefined },
  ): Promise<ContactFieldView> {
    throw new Error('not there yet');
  }
}
