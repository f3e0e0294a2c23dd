import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MODULES } from '../../src/modules/index.ts';

interface Report {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

const run = promisify(execFile);

/** The tool as `npm run check:imports` runs it, in the folder of a checkout. */
async function cruise(folder: string): Promise<Report> {
  const cli = join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cli, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }).catch(
    (failure: { stdout: string }) => failure,
  );
  return JSON.parse(stdout) as Report;
}

test('the import law holds, and it is the whole of src that was looked at', async () => {
  const { modules, summary } = await cruise(process.cwd());
  expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  const own = modules.filter(({ source }) => source.startsWith('src/'));
  expect(own.length).toBeGreaterThan(60);
  for (const ring of ['kernel', 'graphql', 'integrations', 'modules', 'platforms', 'app', 'main', 'sandbox'])
    expect(
      own.some(({ source }) => source.startsWith(`src/${ring}/`)),
      ring,
    ).toBe(true);
});

test('every folder of src/modules is listed under its own name', () => {
  const folders = readdirSync('src/modules', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(MODULES.map(({ name }) => name).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
});

/** Each breaks one rule: the rule, the file that does it (made if missing), and what it imports. */
const PLANTED = [
  ['no-cycles', 'src/kernel/clock.ts', './planted.ts'],
  ['not-unresolvable', 'src/kernel/context.ts', './nowhere.ts'],
  ['kernel-knows-nobody', 'src/kernel/ids.ts', '../graphql/global-id.ts'],
  [
    'integrations-know-kernel',
    'src/integrations/wechat/json.ts',
    '../../modules/accounts/terms/terms.rules.ts',
  ],
  ['integrations-apart', 'src/integrations/wechat/xml.ts', '../eloqua/planted.ts'],
  ['integrations-no-database', 'src/integrations/wechat/crypto.ts', 'pg'],
  ['graphql-knows-kernel', 'src/graphql/enum.ts', '../modules/accounts/terms/terms.rules.ts'],
  ['modules-know-inner-rings', 'src/modules/audit/audit.service.ts', '../../app/config.ts'],
  ['modules-know-inner-rings', 'src/modules/callers/caller.service.ts', '../../sandbox/wechat/ids.ts'],
  ['modules-know-inner-rings', 'src/modules/marketing/module.ts', '../../platforms/eloqua/package.ts'],
  ['platforms-know-modules', 'src/platforms/eloqua/app.pages.ts', '../../app/config.ts'],
  ['platforms-know-modules', 'src/platforms/eloqua/package.ts', '../../graphql/global-id.ts'],
  ['platforms-know-modules', 'src/platforms/eloqua/app-call.service.ts', 'graphql'],
  [
    'platforms-know-public-roles',
    'src/platforms/eloqua/sender.routes.ts',
    '../../modules/senders/steps/message-sender.repository.ts',
  ],
  ['platforms-apart', 'src/platforms/example/package.ts', '../eloqua/package.ts'],
  ['only-compose-chooses-the-platform', 'src/app/console.routes.ts', '../platforms/eloqua/eloqua.adapter.ts'],
  ['app-not-main', 'src/app/config.ts', '../sandbox/wechat/ids.ts'],
  ['sandbox-alone', 'src/sandbox/wechat/ids.ts', '../../kernel/ids.ts'],
  ['sandbox-alone', 'src/sandbox/wechat/crypto.ts', '../../integrations/wechat/crypto.ts'],
  ['nobody-imports-main', 'src/app/console.routes.ts', '../main/process.ts'],
  [
    'only-its-platform-knows-eloqua',
    'src/modules/callbacks/callback.jobs.ts',
    '../../integrations/eloqua/planted.ts',
  ],
  [
    'only-its-platform-knows-eloqua',
    'src/modules/marketing/fields/contact-field.service.ts',
    '../../../integrations/eloqua/planted.ts',
  ],
  ['only-its-platform-knows-eloqua', 'src/app/server.ts', '../integrations/eloqua/planted.ts'],
  [
    'modules-know-inner-rings',
    'src/modules/senders/steps/sender-step.service.ts',
    '../../../platforms/eloqua/step-call.service.ts',
  ],
  [
    'public-roles-only',
    'src/modules/authorizations/authorization.jobs.ts',
    '../accounts/connecting/connection.repository.ts',
  ],
  [
    'types-are-api',
    'src/modules/authorizations/exchange/exchange.service.ts',
    '../../accounts/account/official-account.type.ts',
  ],
  [
    'rules-are-pure',
    'src/modules/accounts/settings/settings.rules.ts',
    '../account/official-account.entity.ts',
  ],
  ['rules-are-pure', 'src/modules/authorizations/session/authorization.rules.ts', 'zod'],
  [
    'entities-know-no-api',
    'src/modules/accounts/access/account-access.entity.ts',
    './account-access.type.ts',
  ],
  [
    'api-files-know-graphql',
    'src/modules/accounts/account/account-changes.service.ts',
    '../../../graphql/global-id.ts',
  ],
  // A module that does not exist yet, and that nobody has listed.
  [
    'listed-modules-only',
    'src/modules/installations/installation.repository.ts',
    '../example/example.service.ts',
  ],
  ['unlisted-modules-import-nothing', 'src/modules/example/example.service.ts', '../../kernel/ids.ts'],
  ['modules-are-composed-by-app', 'src/modules/audit/audit-trail.service.ts', '../index.ts'],
  ['modules-are-composed-by-app', 'src/modules/callers/caller.service.ts', '../audit/module.ts'],
  ['apis-are-loaded-late', 'src/modules/accounts/account/official-account.service.ts', '../api.ts'],
  ['rank-1-audit', 'src/modules/audit/audit-entry.entity.ts', '../installations/installation.entity.ts'],
  [
    'rank-2-installations',
    'src/modules/installations/installation.service.ts',
    '../callers/caller.service.ts',
  ],
  ['rank-4-callers', 'src/modules/callers/viewer.type.ts', '../accounts/account/official-account.type.ts'],
  [
    'rank-6-connections',
    'src/modules/connections/credential/credential.service.ts',
    '../../accounts/account/official-account.rules.ts',
  ],
  [
    'rank-7-accounts',
    'src/modules/accounts/connecting/open-platform.service.ts',
    '../../authorizations/session/authorization.rules.ts',
  ],
  [
    'rank-8-authorizations',
    'src/modules/authorizations/session/authorization.events.ts',
    '../../callbacks/callback.service.ts',
  ],
] as const;

/** Every kind of import must be seen, also those that leave no trace in JavaScript. */
const KINDS = [
  ['import', (path: string) => `import '${path}';`],
  [
    'import type',
    (path: string) => `import type * as planted from '${path}';\nexport type Planted = typeof planted;`,
  ],
  ['export from', (path: string) => `export * from '${path}';`],
  ['import()', (path: string) => `export const planted = () => import('${path}');`],
] as const;

describe('a copy of src with planted violations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qiao-imports-'));
  let found: readonly string[];

  beforeAll(async () => {
    for (const file of ['src', 'tsconfig.json', 'package.json', '.dependency-cruiser.cjs'])
      cpSync(file, join(folder, file), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    plant('src/kernel/planted.ts', `import './clock.ts';`);
    plant('src/integrations/eloqua/planted.ts', 'export const planted = 1;');
    for (const [, file, path] of PLANTED) plant(file, `import '${path}';`);
    plant('src/modules/accounts/terms/terms.rules.ts', `import 'node:crypto';`);
    for (const [index, [, write]] of KINDS.entries())
      plant(`src/kernel/kind-${index}.ts`, write('../graphql/global-id.ts'));
    const { summary } = await cruise(folder);
    found = summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function plant(file: string, text: string): void {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) appendFileSync(path, `\n${text}\n`);
    else writeFileSync(path, `${text}\n`);
  }

  test.each(PLANTED)('%s: the violation in %s, of %s, is found', (rule, file) => {
    expect(found).toContain(`${rule} ${file}`);
  });

  // The tool calls Node's own modules `crypto`, without `node:`, so the rule's pattern never meets them.
  test("rules-are-pure: an import of Node's own modules is found", () => {
    expect(found.some((violation) => violation.endsWith('src/modules/accounts/terms/terms.rules.ts'))).toBe(
      true,
    );
  });

  test.each(KINDS.map(([kind], index) => [kind, index] as const))(
    'a violation by "%s" is found',
    (_kind, index) => {
      expect(found).toContain(`kernel-knows-nobody src/kernel/kind-${index}.ts`);
    },
  );
});
