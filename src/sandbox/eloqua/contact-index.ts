import type { ContactStatement } from './bulk-statements.ts';
import { contactValue } from './contact-values.ts';
import type { Contact, Site } from './site.ts';

/** Contacts of a site by one of their values, made once for a whole sync. E-mail addresses ignore case. */
export class ContactIndex {
  readonly #site: Site;
  readonly #by: ContactStatement;
  readonly #contacts = new Map<string, Contact[]>();

  constructor(site: Site, by: ContactStatement) {
    this.#site = site;
    this.#by = by;
    if (by.kind === 'FIELD') for (const contact of Object.values(site.contacts)) this.add(contact);
  }

  /** Two values with the same key mean the same contacts; empty means none. */
  keyOf(value: string | undefined): string {
    const key = (value ?? '').trim();
    // The external form of an id is letters and the number, padded with zeros.
    if (this.#by.kind === 'EXTERNAL_ID') return key.replace(/^[A-Z]+0*/, '');
    const isEmail = this.#by.kind === 'FIELD' && this.#by.field.internalName === 'C_EmailAddress';
    return isEmail ? key.toLowerCase() : key;
  }

  /** Oldest first. */
  find(value: string | undefined): Contact[] {
    const key = this.keyOf(value);
    if (key === '') return [];
    if (this.#by.kind === 'FIELD') return this.#contacts.get(key) ?? [];
    const contact = this.#site.contacts[key];
    return contact === undefined ? [] : [contact];
  }

  add(contact: Contact): void {
    if (this.#by.kind !== 'FIELD') return;
    const key = this.keyOf(contactValue(contact, this.#by.field));
    const known = this.#contacts.get(key);
    if (known === undefined) this.#contacts.set(key, [contact]);
    else known.push(contact);
  }
}
