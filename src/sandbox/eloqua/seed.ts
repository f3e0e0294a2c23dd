import { createHash } from 'node:crypto';
import { type Campaign, type Contact, type ContactField, PERMISSIONS, type Site, type User } from './site.ts';

/** 2023-11-14, when everything of the seed was made. */
const BORN = 1_700_000_000;
const DAY = 86_400;
const FIRST_FREE_ID = 200_000;

/** A new Eloqua with the data that docs/sandbox.md lists; the same each time but for the campaign that ends soon. */
export function seedSite(id: number, name: string): Site {
  return {
    id,
    name,
    pod: 'p01',
    fields: byId(fields()),
    users: byId(users(name)),
    campaigns: byId(campaigns()),
    contacts: byId(contacts()),
    externalTypes: {},
    externalAssets: {},
    activities: {},
    instances: {},
    executions: {},
    bulkDefinitions: {},
    syncs: {},
    lastId: FIRST_FREE_ID,
  };
}

const byId = <T extends { id: string }>(rows: T[]): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [row.id, row]));

type FieldSeed = [id: number, name: string, internalName: string, change?: Partial<ContactField>];

const DATE = { dataType: 'date' };
const FIELDS: FieldSeed[] = [
  [100001, 'Email Address', 'C_EmailAddress', { isStandard: true, isRequired: true, hasDependencies: true }],
  [100002, 'First Name', 'C_FirstName', { isStandard: true, hasDependencies: true }],
  [100191, 'WeChat OpenID A1', 'C_WeChat_OpenID_A11'],
  [100192, 'WeChat OpenID A2', 'C_WeChat_OpenID_A21'],
  [100193, 'WeChat UnionID', 'C_WeChat_UnionID1'],
  [100194, 'WeChat Subscription Status', 'C_WeChat_Subscription_Status1'],
  [100195, 'WeChat Last Activity A1', 'C_WeChat_Last_Activity_A11', DATE],
  [100196, 'WeChat Last Activity A2', 'C_WeChat_Last_Activity_A21', DATE],
  [100197, 'WeChat Notes', 'C_WeChat_Notes1', { dataType: 'largeText', displayType: 'textArea' }],
  [100198, 'Loyalty Number', 'C_Loyalty_Number1', { isReadOnly: true }],
  [
    100199,
    'Preferred Language',
    'C_Preferred_Language1',
    { displayType: 'singleSelect', optionListId: '21' },
  ],
  [100200, 'Lead Score', 'C_Lead_Score1', { dataType: 'number' }],
  [100201, 'Last CRM Sync', 'C_Last_CRM_Sync1', { ...DATE, isReadOnly: true }],
  [100202, 'Newsletter', 'C_Newsletter1', { displayType: 'checkbox' }],
];

function fields(): ContactField[] {
  return FIELDS.map(([id, name, internalName, change]) => ({
    ...newField(String(id), name, internalName, BORN),
    ...change,
  }));
}

/** A custom text field. */
export function newField(id: string, name: string, internalName: string, at: number): ContactField {
  return {
    id,
    name,
    internalName,
    dataType: 'text',
    displayType: 'text',
    isReadOnly: false,
    isRequired: false,
    isStandard: false,
    updateType: 'always',
    defaultValue: null,
    optionListId: null,
    showTrustedVisitorsOnly: true,
    hasDependencies: false,
    createdAt: at,
    updatedAt: at,
  };
}

const USERS: [id: number, first: string, last: string, change?: Partial<User>][] = [
  [11, 'Anna', 'Weber'],
  [12, 'Ben', 'Carter'],
  [13, 'Chen', 'Wei'],
  [14, 'Dana', 'Novak'],
  [15, 'Emre', 'Kaya'],
  [16, 'Fang', 'Liu'],
  [17, 'Mei', 'Lin', { isAdministrator: true, permissions: [...PERMISSIONS] }],
  [18, 'Grace', 'Okafor'],
  [19, 'Hugo', 'Martin', { permissions: [] }],
  [20, 'Ines', 'Silva', { isAdministrator: true, permissions: [...PERMISSIONS] }],
  [21, 'Jonas', 'Berg', { isDisabled: true }],
  [22, 'Kenji', 'Sato', { isDeleted: true }],
];

const users = (site: string): User[] =>
  USERS.map(([id, first, last, change]) => ({ ...newUser(String(id), first, last, site, BORN), ...change }));

/** A marketer: may use the API and contacts, and manage neither fields nor campaigns. */
export function newUser(id: string, firstName: string, lastName: string, site: string, at: number): User {
  return {
    id,
    loginName: `${firstName}.${lastName}`,
    name: `${firstName} ${lastName}`,
    firstName,
    lastName,
    emailAddress: `${firstName}.${lastName}@${site}.example`.toLowerCase(),
    isAdministrator: false,
    isDisabled: false,
    isDeleted: false,
    permissions: ['ConsumeAPI', 'ManageContacts'],
    createdAt: at,
    updatedAt: at,
  };
}

function campaigns(): Campaign[] {
  const active = { currentStatus: 'Active', startAt: 1_735_689_600, firstActivation: 1_735_689_600 } as const;
  const soon = Math.floor(Date.now() / 1000) + 20 * DAY;
  const seeds: [id: number, name: string, change: Partial<Campaign>][] = [
    [1234, 'WeChat default – Acme CN', { ...active, endAt: 2_051_222_400 }],
    [1235, 'WeChat default – ending soon', { ...active, endAt: soon }],
    [1236, 'WeChat autumn (draft)', {}],
    [1237, 'WeChat 2024', { ...active, currentStatus: 'Completed', startAt: BORN, endAt: 1_735_689_600 }],
    [1238, 'Spring launch', { ...active, endAt: 2_051_222_400 }],
  ];
  return seeds.map(([id, name, change]) => ({
    ...newCampaign(String(id), name, 'Mei.Lin', BORN),
    ...change,
  }));
}

/** A multi-step draft without dates. */
export function newCampaign(id: string, name: string, createdBy: string, at: number): Campaign {
  return {
    id,
    name,
    currentStatus: 'Draft',
    description: null,
    folderId: null,
    campaignCategory: 'contact',
    campaignType: null,
    isMemberAllowedReEntry: false,
    startAt: null,
    endAt: null,
    scheduledFor: null,
    firstActivation: null,
    runAsUserId: null,
    fieldValues: [],
    elements: [],
    createdBy,
    createdAt: at,
    updatedAt: at,
  };
}

const CONTACTS = 200;
const NAMES = ['Li', 'Wang', 'Zhang', 'Liu', 'Chen', 'Yang', 'Zhao', 'Huang', 'Zhou', 'Wu'];

/** Ids 501 to 700. Every fourth follows A1; every tenth follows A2 and has a UnionID. */
function contacts(): Contact[] {
  return Array.from({ length: CONTACTS }, (_, index) => {
    const number = index + 1;
    const values: Record<string, string> = { 100002: NAMES[index % NAMES.length] ?? '' };
    if (number % 4 === 0) {
      values[100191] = openId('A1', number);
      values[100194] = 'Subscribed';
      values[100195] = String(BORN + number * 3600);
    }
    if (number % 10 === 0) {
      values[100192] = openId('A2', number);
      values[100193] = openId('union', number);
    }
    return newContact(String(500 + number), `contact${number}@customer.example`, values, BORN);
  });
}

export function newContact(
  id: string,
  emailAddress: string,
  values: Record<string, string>,
  at: number,
): Contact {
  return { id, emailAddress, isSubscribed: true, values, createdAt: at, updatedAt: at };
}

/** 28 characters, as WeChat's. */
const openId = (account: string, number: number): string =>
  `o${createHash('sha256').update(`${account}\n${number}`).digest('base64url').slice(0, 27)}`;
