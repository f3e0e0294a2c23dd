import type { Item, TinymailSite } from './tinymail.site.ts';

interface Batch {
  readonly kind: 'contacts' | 'activities';
  /** What names a contact; of contacts. */
  readonly by?: 'id' | 'address';
  readonly records: readonly Item[];
  /** Records that were refused; missing: the batch has not run. */
  refused?: readonly { readonly index: number; readonly why: string }[];
}

/** Runs a batch, once: a batch that is asked for again shows its result. */
export function runBatch(site: TinymailSite, item: Item): Item {
  const batch = item as unknown as Batch;
  batch.refused ??= batch.records.flatMap((record, index) => {
    const why = batch.kind === 'contacts' ? write(site, batch, record) : book(site, record);
    return why === null ? [] : [{ index, why }];
  });
  return item;
}

function write(site: TinymailSite, { by }: Batch, { contact, values }: Item): string | null {
  const contacts = site.all('contacts');
  const isNamed = ({ id, address }: Item) => contact === (by === 'id' ? id : address);
  const known = [...contacts.values()].find(isNamed);
  if (!known && by === 'id') return 'no contact';
  const item = known ?? site.add('contacts', { address: contact, values: {} });
  const changed = Object.entries({ ...(item.values as Item), ...(values as Item) });
  item.values = Object.fromEntries(changed.filter(([, value]) => value !== null));
  return null;
}

function book(site: TinymailSite, activity: Item): string | null {
  if (!site.all('contacts').has(String(activity.contact))) return 'no contact';
  const campaign = site.all('campaigns').get(String(activity.campaign));
  if (!campaign) return 'no campaign';
  if (campaign.state !== 'live') return 'campaign not live';
  site.add('activities', activity);
  return null;
}
