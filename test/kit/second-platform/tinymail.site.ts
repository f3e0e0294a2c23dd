import { randomUUID } from 'node:crypto';

export type Item = Record<string, unknown>;

export const KINDS = ['fields', 'people', 'campaigns', 'contacts', 'activities', 'batches'] as const;
export type Kind = (typeof KINDS)[number];

/** What the ids of a kind begin with. */
const PREFIXES: Readonly<Record<Kind, string>> = {
  fields: 'fld',
  people: 'ppl',
  campaigns: 'cmp',
  contacts: 'con',
  activities: 'act',
  batches: 'bat',
};

/** What every new site has. */
const SEED: Readonly<Partial<Record<Kind, readonly Item[]>>> = {
  fields: [
    { id: 'fld-openid', name: 'OpenID', type: 'words' },
    { id: 'fld-openid-2', name: 'OpenID 2', type: 'words' },
    { id: 'fld-unionid', name: 'UnionID', type: 'words' },
    { id: 'fld-state', name: 'Follows', type: 'words' },
    { id: 'fld-seen', name: 'Seen', type: 'moment' },
    { id: 'fld-score', name: 'Score', type: 'number' },
    { id: 'fld-address', name: 'Address', type: 'words', builtIn: true },
  ],
  people: [
    { id: 'ppl-9', name: 'Mei', login: 'mei', address: 'mei@acme.example' },
    { id: 'ppl-bo', name: 'Bo', login: 'bo', address: null },
    { id: 'ppl-left', name: 'Left', login: 'left', address: null, left: true },
  ],
  campaigns: [
    { id: 'cmp-spring', name: 'Spring', state: 'live', until: null },
    { id: 'cmp-autumn', name: 'Autumn', state: 'live', until: null },
    { id: 'cmp-idea', name: 'Idea', state: 'idea', until: null },
  ],
};

/** One customer of Tinymail, with everything in memory. */
export class TinymailSite {
  readonly id: string;
  /** The bearer token of Qiao; null: all calls are refused. */
  token: string | null = null;
  installId: string | null = null;
  private readonly items = new Map<Kind, Map<string, Item>>();

  constructor(readonly name: string) {
    this.id = `site-${name}`;
    for (const kind of KINDS) {
      const seed = (SEED[kind] ?? []).map((item) => [String(item.id), { ...item }] as const);
      this.items.set(kind, new Map(seed));
    }
  }

  all(kind: Kind): Map<string, Item> {
    return this.items.get(kind) ?? new Map();
  }

  /** Adds a thing under a new id. */
  add(kind: Kind, item: Item): Item {
    const id = `${PREFIXES[kind]}-${randomUUID()}`;
    const added = { ...item, id };
    this.all(kind).set(id, added);
    return added;
  }
}
