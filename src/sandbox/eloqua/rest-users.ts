import type { Sandbox } from './context.ts';
import type { Api, ApiCall, Method, Operation } from './gate.ts';
import { type Depth, idOf, list, one, stringly } from './listing.ts';
import type { User } from './site.ts';

const VERSIONS = ['1.0', '2.0'];

/** Users, to be read only. */
export const usersApi: Api = Object.fromEntries(
  VERSIONS.flatMap((version): [string, Partial<Record<Method, Operation>>][] => [
    [`/api/REST/${version}/system/users`, { GET: { handler: readAll } }],
    [
      `/api/REST/${version}/system/user/current`,
      { GET: { handler: (call) => one(call, call.user, showUser) } },
    ],
    [`/api/REST/${version}/system/user/:id`, { GET: { handler: readOne } }],
  ]),
);

function readAll(call: ApiCall) {
  const users = Object.values(call.site.users).filter((user) => isVisible(call.sandbox, user));
  return list(call, users, { properties, show: showUser });
}

function readOne(call: ApiCall) {
  const user = call.site.users[idOf(call)];
  return one(call, user !== undefined && isVisible(call.sandbox, user) ? user : undefined, showUser);
}

const isVisible = ({ settings }: Sandbox, user: User): boolean =>
  !user.isDeleted || settings.deletedUsersVisible;

function properties({ permissions: _permissions, isAdministrator: _isAdministrator, ...user }: User) {
  return user;
}

function showUser(user: User, depth: Depth): Record<string, unknown> {
  const { isAdministrator, permissions, id, name, createdAt, updatedAt, ...rest } = user;
  const minimal = { type: 'User', id, createdAt, depth, name, updatedAt };
  if (depth === 'minimal') return stringly(minimal);
  if (depth === 'partial') return stringly({ ...minimal, ...rest });
  const group = isAdministrator
    ? [2, 'Customer Administrator', 'CA']
    : [3, 'Advanced Users - Marketing', 'AUM'];
  const [groupId, groupName, acronym] = group;
  return stringly({
    ...minimal,
    ...rest,
    federationId: null,
    companyDisplayName: null,
    ssoOnly: false,
    preferences: { type: 'UserPreferences', timezoneId: '39' },
    securityGroups: [
      {
        type: 'SecurityGroup',
        id: String(groupId),
        name: groupName,
        acronym,
        isReadOnly: 'true',
        isEffective: 'true',
      },
    ],
    capabilities: permissions,
  });
}
