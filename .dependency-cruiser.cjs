/**
 * The import law (docs/architecture.md). An arrow is the only direction in which an import may run:
 *
 *   main → app → platforms → modules (high rank → low rank) → { integrations, graphql } → kernel
 *   sandbox → (nothing of ours)
 */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const MODULES_FOLDER = join(__dirname, 'src/modules');

/** The names of the modules, in rank order, as `src/modules/index.ts` lists them. */
function listedModules() {
  const [, list] =
    /MODULES = \[([^\]]*)\]/.exec(readFileSync(join(MODULES_FOLDER, 'index.ts'), 'utf8')) ?? [];
  const names = list?.match(/\w+/g) ?? [];
  if (names.length === 0) throw new Error('src/modules/index.ts lists no modules');
  return names;
}

const RANKS = listedModules();
const FOLDERS = readdirSync(MODULES_FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const unlisted = `^src/modules/(${FOLDERS.filter((name) => !RANKS.includes(name)).join('|') || '-'})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A module may import only modules of lower rank. */
const ranks = RANKS.map((noun, rank) =>
  rule(
    `rank-${rank + 1}-${noun}`,
    `modules/${noun} has rank ${rank + 1}; it tells higher modules by events and asks them by ports`,
    { path: `^src/modules/${noun}/` },
    { path: `^src/modules/(${RANKS.slice(rank + 1).join('|') || 'none'})/` },
  ),
);

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'A cycle means two files are one thing, or one thing is in the wrong place',
      {},
      { circular: true },
    ),
    rule('not-unresolvable', 'An import must resolve', {}, { couldNotResolve: true }),
    rule(
      'kernel-knows-nobody',
      'The kernel is the innermost ring',
      { path: '^src/kernel/' },
      { path: '^src/(?!kernel/)' },
    ),
    rule(
      'integrations-know-kernel',
      'Protocols know no tenants, no database, no GraphQL',
      { path: '^src/integrations/' },
      { path: '^src/(?!kernel/|integrations/)' },
    ),
    rule(
      'integrations-apart',
      'WeChat and Eloqua do not know each other',
      { path: '^src/integrations/([^/]+)/' },
      { path: '^src/integrations/[^/]+/', pathNot: '^src/integrations/$1/' },
    ),
    rule(
      'integrations-no-database',
      'Protocols have no database',
      { path: '^src/integrations/' },
      { path: 'node_modules/(@mikro-orm|pg|graphql|type-graphql|graphile-worker)/' },
    ),
    rule(
      'graphql-knows-kernel',
      'src/graphql has no domain',
      { path: '^src/graphql/' },
      { path: '^src/(?!kernel/|graphql/)' },
    ),
    rule(
      'modules-know-inner-rings',
      'Modules know neither the composition nor a marketing platform: they know its port',
      { path: '^src/modules/' },
      { path: '^src/(app|main|sandbox|platforms)/' },
    ),
    rule(
      'platforms-know-modules',
      'A marketing platform uses services of modules, and its protocol. It has no API of its own',
      { path: '^src/platforms/' },
      { path: '^src/(app|main|sandbox|graphql|integrations/wechat)/|node_modules/(type-graphql|graphql)/' },
    ),
    rule(
      'platforms-know-public-roles',
      'Of a module: entity, service, rules, events, errors, port',
      { path: '^src/platforms/' },
      { path: '^src/modules/', pathNot: '\\.(entity|service|rules|events|errors|port|locks)\\.ts$' },
    ),
    rule(
      'platforms-apart',
      'Marketing platforms do not know each other',
      { path: '^src/platforms/([^/]+)/' },
      { path: '^src/platforms/[^/]+/', pathNot: '^src/platforms/$1/' },
    ),
    rule(
      'only-compose-chooses-the-platform',
      'All other code knows the interface of platform packages',
      { path: '^src/', pathNot: '^src/(platforms/|app/compose\\.ts$)' },
      { path: '^src/platforms/[^/]+/' },
    ),
    rule(
      'app-not-main',
      'app composes; main starts',
      { path: '^src/app/' },
      { path: '^src/(main|sandbox)/' },
    ),
    rule(
      'sandbox-alone',
      'The sandbox shares no code with the rest, so that a shared mistake cannot hide',
      { path: '^src/sandbox/' },
      { path: '^src/(?!sandbox/)' },
    ),
    rule(
      'nobody-imports-main',
      'Processes are not libraries',
      { path: '^src/(?!main/)' },
      { path: '^src/main/' },
    ),
    rule(
      'only-its-platform-knows-eloqua',
      'Another marketing platform is a second package: only platforms/eloqua knows the protocol of Eloqua',
      { path: '^src/', pathNot: '^src/(platforms|integrations)/eloqua/' },
      { path: '^src/integrations/eloqua/' },
    ),
    rule(
      'public-roles-only',
      'Across modules: entity, service, rules, events, errors, port; and type for API files',
      { path: '^src/modules/([^/]+)/' },
      {
        path: '^src/modules/',
        pathNot: ['^src/modules/$1/', '\\.(entity|service|rules|events|errors|port|locks|type)\\.ts$'],
      },
    ),
    rule(
      'types-are-api',
      'A GraphQL type of another module is imported by API files only',
      { path: '^src/modules/([^/]+)/', pathNot: '(\\.(type|resolver|input)|/api)\\.ts$' },
      { path: '^src/modules/.+\\.type\\.ts$', pathNot: '^src/modules/$1/' },
    ),
    rule(
      'rules-are-pure',
      'Rules import no entity, client or package',
      { path: '\\.rules\\.ts$' },
      { path: '^src/|node_modules|^node:', pathNot: '\\.rules\\.ts$' },
    ),
    rule(
      'rules-know-no-core',
      'Rules import nothing of Node either',
      { path: '\\.rules\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'entities-know-no-api',
      'Entities know neither GraphQL nor the outside',
      { path: '\\.entity\\.ts$' },
      {
        path: '^src/(graphql|integrations)/|\\.(type|resolver|input|service)\\.ts$|node_modules/(type-graphql|graphql)/',
      },
    ),
    rule(
      'api-files-know-graphql',
      'Only API files of a module know src/graphql',
      { path: '^src/modules/', pathNot: '(\\.(type|resolver|input|loaders)|/api)\\.ts$' },
      { path: '^src/graphql/|node_modules/(type-graphql|graphql)/' },
    ),
    rule(
      'listed-modules-only',
      'A folder of src/modules without a line in src/modules/index.ts has no rank',
      {},
      { path: unlisted },
    ),
    rule(
      'unlisted-modules-import-nothing',
      'A folder of src/modules without a line in src/modules/index.ts has no rank',
      { path: unlisted },
      {},
    ),
    rule(
      'modules-are-composed-by-app',
      'A module knows those that it imports, never the list of all',
      { path: '^src/(?!app/)', pathNot: '^src/modules/index\\.ts$' },
      { path: '^src/modules/(index|[^/]+/module)\\.ts$' },
    ),
    rule(
      'apis-are-loaded-late',
      'Only a module.ts loads its api.ts, by import(): the worker never loads GraphQL',
      {},
      { path: '^src/modules/[^/]+/api\\.ts$', dynamic: false },
    ),
    ...ranks,
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json', '.cjs', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    tsPreCompilationDeps: true,
  },
};
