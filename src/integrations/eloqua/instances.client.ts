import { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { nothing } from './answer.ts';
import { type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { flag, textOrNull } from './scalars.ts';

export interface InstanceConfiguration {
  /** Our names → Eloqua's statements: `{ ContactId: '{{Contact.Id}}' }`; at most 249 for an action. */
  recordDefinition: Readonly<Record<string, string>>;
  /** True: the campaign cannot be activated until a user has configured the step again. */
  requiresConfiguration: boolean;
}

const GUID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/i;

const instance = z
  .object({
    id: textOrNull,
    uri: textOrNull,
    statement: textOrNull,
    recordDefinition: z.record(z.string(), z.string()).nullish(),
    requiresConfiguration: flag,
    dependentAssetType: textOrNull,
    dependentAssetId: z.union([z.string(), z.number()]).nullish(),
  })
  .transform((found, context) => {
    // The documented answer has no id property, but URI and statement contain the id.
    const guid = GUID.exec([found.id, found.uri, found.statement].join(' '))?.[0];
    if (guid === undefined) {
      context.addIssue('no GUID');
      return z.NEVER;
    }
    return {
      instanceId: dashed(guid),
      recordDefinition: found.recordDefinition ?? {},
      requiresConfiguration: found.requiresConfiguration,
      /** `Campaign` or `Program`; null until the canvas is saved. */
      dependentAssetType: found.dependentAssetType,
      dependentAssetId: found.dependentAssetId == null ? null : String(found.dependentAssetId) || null,
    };
  });

export type EloquaInstance = z.infer<typeof instance>;

/** The envelope is not documented: a plain list, or an envelope that other Eloqua APIs use. */
const instances = z.union([
  z.array(instance),
  z.object({ items: z.array(instance) }).transform(({ items }) => items),
  z.object({ elements: z.array(instance) }).transform(({ elements }) => elements),
]);

const MAX_IDS = 200;

/** The steps of an action service on canvases. All methods throw `EloquaError`. */
export class InstancesClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** @param instanceId a GUID, with or without dashes */
  async update(
    session: EloquaSession,
    instanceId: string,
    configuration: InstanceConfiguration,
  ): Promise<void> {
    await call(this.#http, session, {
      ...this.#options,
      method: 'PUT',
      path: `/api/cloud/1.0/actions/instances/${dashed(instanceId)}`,
      body: configuration,
      answer: nothing,
    });
  }

  /** Unknown and deleted instances are missing in the result. Makes one call per 200 ids. */
  async search(session: EloquaSession, instanceIds: readonly string[]): Promise<EloquaInstance[]> {
    // A duplicate id is a 400.
    const ids = [...new Set(instanceIds.map(dashed))];
    const found: EloquaInstance[] = [];
    for (let start = 0; start < ids.length; start += MAX_IDS) {
      const some = await call(this.#http, session, {
        ...this.#options,
        method: 'POST',
        path: '/api/cloud/1.0/actions/instances',
        headers: { 'x-http-method-override': 'SEARCH' },
        body: { ids: ids.slice(start, start + MAX_IDS) },
        answer: instances,
      });
      found.push(...some);
    }
    return found;
  }
}

/** A GUID as the Cloud API requires it: lower case, with dashes. */
function dashed(guid: string): string {
  const digits = guid.replaceAll('-', '').toLowerCase();
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([a, b]) => digits.slice(a, b))
    .join('-');
}
