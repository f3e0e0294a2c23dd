import { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { nothing } from './answer.ts';
import { type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { flag, textOrNull } from './scalars.ts';

export interface InstanceConfiguration {
  /** Our names → statements: `{ ContactId: '{{Contact.Id}}' }`; at most 249 for an action. */
  recordDefinition: Readonly<Record<string, string>>;
  /** True: the campaign cannot be activated until somebody has configured the step again. */
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
    // The documented answer has no id of its own; address and statement contain it.
    const guid = GUID.exec([found.id, found.uri, found.statement].join(' '))?.[0];
    if (guid === undefined) {
      context.addIssue('no GUID');
      return z.NEVER;
    }
    return {
      instanceId: dashed(guid),
      recordDefinition: found.recordDefinition ?? {},
      requiresConfiguration: found.requiresConfiguration,
      /** `Campaign` or `Program`; null before the canvas is saved. */
      dependentAssetType: found.dependentAssetType,
      dependentAssetId: found.dependentAssetId == null ? null : String(found.dependentAssetId) || null,
    };
  });

export type EloquaInstance = z.infer<typeof instance>;

/** The envelope is not documented: a bare list, or one of those that other APIs of Eloqua have. */
const instances = z.union([
  z.array(instance),
  z.object({ items: z.array(instance) }).transform(({ items }) => items),
  z.object({ elements: z.array(instance) }).transform(({ elements }) => elements),
]);

const MAX_IDS = 200;

/** Steps of an action service on canvases. All methods throw `EloquaError`. */
export class InstancesClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** @param instanceId a GUID, with dashes or without */
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

  /** Unknown and deleted ones are not in the answer. One call for each 200. */
  async search(session: EloquaSession, instanceIds: readonly string[]): Promise<EloquaInstance[]> {
    // A repeated id is a 400.
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

/** As Cloud wants a GUID: lower case, with dashes. */
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
