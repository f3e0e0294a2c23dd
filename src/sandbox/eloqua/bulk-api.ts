import { defineBulk, showDefinition, uriOf } from './bulk-definitions.ts';
import { defineExport } from './bulk-exports.ts';
import { expireBulk } from './bulk-lifetimes.ts';
import { bulkList } from './bulk-listing.ts';
import {
  type BulkDefinition,
  type BulkKind,
  type BulkSync,
  IMPORT_KINDS,
  type ImportKind,
} from './bulk-state.ts';
import { bulkTime } from './bulk-time.ts';
import { upload } from './bulk-upload.ts';
import { spend } from './bulk-usage.ts';
import { bulkFailure, EloquaError, forbidden, notFound } from './errors.ts';
import { type Api, type ApiAnswer, type ApiCall, jsonObject } from './gate.ts';
import { propertyOf } from './order.ts';
import type { ContactField } from './site.ts';
import { beginSync, showSync } from './syncs.ts';

const BULK = '/api/bulk/2.0';
const MOST_ROWS = 50_000;
const REFERENCE = 'Must be a reference to an existing object.';

/** Bulk 2.0: definitions, uploads, syncs, exported rows. */
export const bulkApi: Api = {
  [`${BULK}/contacts/fields`]: {
    GET: { handler: (call) => bulkList(call, Object.values(call.site.fields).map(showField)) },
  },
  [`${BULK}/contacts/fields/:id`]: {
    GET: {
      handler: (call) => {
        const field = call.site.fields[call.params.id ?? ''];
        if (field === undefined) throw notFound();
        return { status: 200, body: showField(field) };
      },
    },
  },
  ...Object.assign({}, ...IMPORT_KINDS.map(importsApi)),
  ...definitionsApi('contacts/exports', (call) => defineExport(call)),
  [`${BULK}/syncs`]: {
    GET: { handler: (call) => bulkList(call, Object.values(call.site.syncs).map(showSync)) },
    POST: { handler: createSync },
  },
  [`${BULK}/syncs/:id`]: { GET: { handler: (call) => ({ status: 200, body: showSync(syncOf(call)) }) } },
  [`${BULK}/syncs/:id/logs`]: { GET: { handler: readLogs } },
  [`${BULK}/syncs/:id/rejects`]: {
    GET: {
      handler: (call) =>
        bulkList(
          call,
          syncOf(call).rejects.map((reject) => ({ ...reject })),
        ),
    },
  },
  [`${BULK}/syncs/:id/data`]: { GET: { handler: readRows } },
};

function definitionsApi(kind: BulkKind, define: (call: ApiCall) => BulkDefinition): Api {
  const path = `${BULK}/${kind}`;
  return {
    [path]: {
      GET: {
        handler: (call) => {
          expireBulk(call.sandbox, call.site);
          const own = Object.values(call.site.bulkDefinitions).filter((one) => one.kind === kind);
          return bulkList(call, own.map(showDefinition));
        },
      },
      POST: {
        handler: (call) => ({ status: 201, body: showDefinition(define(call)) }),
        needs: 'ManageContacts',
      },
    },
    [`${path}/:id`]: {
      GET: { handler: (call) => ({ status: 200, body: showDefinition(definitionOf(call, kind)) }) },
      DELETE: {
        handler: (call) => {
          delete call.site.bulkDefinitions[definitionOf(call, kind).id];
          call.sandbox.store.changed();
          return { status: 204 };
        },
      },
    },
  };
}

function importsApi(kind: ImportKind): Api {
  return {
    ...definitionsApi(kind, (call) => defineBulk(call, kind)),
    [`${BULK}/${kind}/:id/data`]: {
      POST: {
        handler: (call) => receive(call, definitionOf(call, kind)),
        needs: 'ManageContacts',
        takesCsv: true,
      },
      DELETE: {
        handler: (call) => {
          Object.assign(definitionOf(call, kind), { staged: [], posts: 0, stagedUntil: null });
          call.sandbox.store.changed();
          return { status: 204 };
        },
      },
    },
  };
}

function definitionOf({ sandbox, site, params }: ApiCall, kind: BulkKind): BulkDefinition {
  expireBulk(sandbox, site);
  const definition = site.bulkDefinitions[params.id ?? ''];
  if (definition?.kind !== kind) throw notFound();
  return definition;
}

/** 204, or 201 with the sync that the upload began by itself. */
async function receive(call: ApiCall, definition: BulkDefinition): Promise<ApiAnswer> {
  upload(call, definition);
  if (!definition.isSyncTriggeredOnImport) return { status: 204 };
  spend(call.sandbox, call.site, definition.kind);
  const by = { loginName: call.user.loginName, callbackUrl: null };
  return { status: 201, body: showSync(await beginSync(call.sandbox, call.site, definition, by)) };
}

async function createSync(call: ApiCall): Promise<ApiAnswer> {
  const { sandbox, site, user } = call;
  expireBulk(sandbox, site);
  const body = jsonObject(call);
  // Oracle's own demo writes `syncedInstanceURI`.
  const syncedInstanceUri = body[propertyOf(body, 'syncedInstanceUri') ?? ''];
  const { callbackUrl } = body;
  const definition = Object.values(site.bulkDefinitions).find((one) => uriOf(one) === syncedInstanceUri);
  if (definition === undefined) throw bulkFailure('syncedInstanceUri', syncedInstanceUri ?? null, REFERENCE);
  if (callbackUrl !== undefined && callbackUrl !== null && !URL.canParse(String(callbackUrl))) {
    throw bulkFailure('callbackUrl', callbackUrl, 'Must be an absolute URL.');
  }
  spend(sandbox, site, definition.kind);
  const by = { loginName: user.loginName, callbackUrl: callbackUrl ? String(callbackUrl) : null };
  return { status: 201, body: showSync(await beginSync(sandbox, site, definition, by)) };
}

function syncOf({ site, params }: ApiCall): BulkSync {
  const sync = site.syncs[params.id ?? ''];
  if (sync === undefined) throw new EloquaError(404);
  return sync;
}

function readLogs(call: ApiCall): ApiAnswer {
  const sync = syncOf(call);
  return bulkList(
    call,
    sync.logs.map((line) => ({ syncUri: `/syncs/${sync.id}`, ...line })),
  );
}

/** Only exports have rows, and only for the user who started them. 410 after their retention. */
function readRows(call: ApiCall): ApiAnswer {
  expireBulk(call.sandbox, call.site);
  const sync = syncOf(call);
  const isExport = sync.syncedInstanceUri.includes('/exports/');
  const isRunning = sync.status === 'pending' || sync.status === 'active';
  if (!isExport || isRunning) {
    throw bulkFailure('uri', `/syncs/${sync.id}/data`, 'Must be a sync of an export that has ended.');
  }
  if (sync.createdBy !== call.user.loginName) throw forbidden();
  if (!sync.rows) throw new EloquaError(410);
  return bulkList(call, sync.rows, MOST_ROWS);
}

/** Bulk cannot tell text from large text. */
function showField(field: ContactField): Record<string, unknown> {
  const isEmail = field.internalName === 'C_EmailAddress';
  const types: Record<string, string> = { date: 'date', number: 'number', numeric: 'number' };
  return {
    name: field.name,
    internalName: field.internalName,
    dataType: isEmail ? 'emailAddress' : (types[field.dataType] ?? 'string'),
    hasReadOnlyConstraint: field.isReadOnly,
    hasNotNullConstraint: field.isRequired,
    hasUniquenessConstraint: isEmail,
    statement: `{{Contact.Field(${field.internalName})}}`,
    uri: `/contacts/fields/${field.id}`,
    createdAt: bulkTime(field.createdAt * 1000),
    updatedAt: bulkTime(field.updatedAt * 1000),
  };
}
